FROM node:24-trixie AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-trixie AS build
# The runtime's root: node, the loader and the shared libraries that ldd names, each at its own path.
RUN mkdir -p /rootfs/etc /rootfs/usr/local/bin \
 && cp /usr/local/bin/node /rootfs/usr/local/bin/ \
 && ldd /usr/local/bin/node | grep -o '/[^ ]*' | sort -u | xargs cp -L --parents -t /rootfs \
 && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \
 && echo 'app:x:10001:' > /rootfs/etc/group
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM scratch AS runtime
ENV PATH=/usr/local/bin NODE_ENV=production
COPY --from=build /rootfs /
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
USER app
EXPOSE 3000
CMD ["node", "dist/server.js"]
