FROM node:24-trixie-slim
WORKDIR /app
COPY package.json ./
RUN npm install && rm -rf /root/.npm /tmp/node-compile-cache
