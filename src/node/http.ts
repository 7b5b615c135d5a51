/**
 * Node's module for HTTP. An import statement reads each of its exports, and one of them, WebSocket, loads all of undici: 13 MB and
 * 35 ms in every process (`lib/internal/bootstrap/realm.js` of Node: getOwn, `lib/http.js`: WebSocket).
 */
export const { Agent, get, request } = process.getBuiltinModule('node:http');
