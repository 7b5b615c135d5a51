FROM node:24-trixie-slim
RUN npm install --global pnpm@10.20.0
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm build
EXPOSE 3000
CMD ["node", "apps/web/dist/server.js"]
