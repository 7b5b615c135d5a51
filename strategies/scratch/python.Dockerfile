FROM python:3.13-trixie AS deps
WORKDIR /app
COPY requirements-build.txt requirements.txt ./
RUN pip install --no-cache-dir -r requirements-build.txt
RUN pip install --no-cache-dir --no-build-isolation --prefix=/install -r requirements.txt
# The runtime's root: the interpreter, its standard library without what a service never imports, the installed
# packages, and the loader and shared libraries that ldd names for all of them, each at its own path.
# Times are kept (cp -a): bytecode with another time than its source would be compiled again at every start.
RUN mkdir -p /rootfs/etc /rootfs/usr/local/bin /rootfs/usr/local/lib \
 && cp /usr/local/bin/python3.13 /rootfs/usr/local/bin/ \
 && cp -a /usr/local/lib/python3.13 /rootfs/usr/local/lib/ \
 && cd /rootfs/usr/local/lib/python3.13 \
 && rm -rf config-* ensurepip idlelib lib-dynload/_test* lib-dynload/_tkinter* \
   pydoc_data site-packages test tkinter turtledemo \
 && cp -a /install/lib/python3.13/site-packages . \
 && { echo /usr/local/bin/python3.13; find . -name '*.so'; } | xargs ldd | grep -o '/[^ :]* (' | tr -d ' (' | sort -u \
  | xargs cp -L --parents -t /rootfs \
 && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \
 && echo 'app:x:10001:' > /rootfs/etc/group

FROM deps AS build
COPY . .
# The runtime's file system may be read-only, so bytecode is written here.
RUN python -m compileall -q service

FROM scratch AS runtime
ENV PATH=/usr/local/bin LD_LIBRARY_PATH=/usr/local/lib PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=deps /rootfs /
WORKDIR /app
COPY --from=build /app/gunicorn.conf.py ./
COPY --from=build /app/service ./service
USER app
EXPOSE 8000
CMD ["python3.13", "-m", "gunicorn"]
