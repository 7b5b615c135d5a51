FROM node:24-trixie-slim
COPY package.json package-lock.json /
