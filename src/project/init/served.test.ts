import { expect, test } from 'vitest';
import { servedBy } from './served.ts';

const of = (source: string) => servedBy([source], 3000, 'Node');

test.each([
  ['process.env.PORT || 4000', 4000],
  ["Number(process.env['PORT'] ?? '4001')", 4001],
  ['cmp.Or(os.Getenv("PORT"), "4002")', 4002],
  ['os.environ.get("PORT", 4003)', 4003],
  ['os.environ.get("PORT") or 4004', 4004],
  ['port := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "4005"', 4005],
  ['app.listen(4006, () => {})', 4006],
  ['http.ListenAndServe(":4007", nil)', 4007],
  ['serve({ port: 4008 })', 4008],
  ['uvicorn.run(app, host="0.0.0.0", port=4009)', 4009],
  ['bind = "0.0.0.0:4010"', 4010],
])('%s names its port', (source, value) => {
  expect(of(source).port).toEqual({ value });
});

test.each(['export port: 3', 'const report = 123456', 'no port at all'])('%s names none', (source) => {
  expect(of(source).port).toEqual({
    value: 3000,
    open: 'no source names the port. 3000 is usual for Node.',
  });
});

test.each([
  ["app.get('/health', answer)", '/health'],
  ['mux.HandleFunc("GET /healthz", answer)', '/healthz'],
  ['@app.get("/api/ready/")', '/api/ready/'],
  ['`/ping` and "/livez"', '/livez'],
])('%s names the path of health checks', (source, value) => {
  expect(of(source).health).toEqual({ value });
});

test('a word that is no path names none', () => {
  expect(of('"/healthy" "health" "/x/healthier"').health.open).toBe(
    'no source names a path for health checks.',
  );
});
