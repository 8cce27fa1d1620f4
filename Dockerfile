# The bot alone: no preview, no tests. Give it DISCORD_TOKEN or DISCORD_TOKEN_FILE, and a volume at
# /data, the one place that it writes to: it runs with a read-only root file system (compose.yaml).
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements/build.lock requirements/run.lock requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/build.lock \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --no-build-isolation -r requirements/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY summaries summaries
COPY bot bot
# pip and what only building needs stay here; the byte code is made now, for nothing can write it later.
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /venv/bin/pip uninstall --yes --quiet wheel setuptools pip \
    && python -m compileall -q /venv/lib

FROM python:3.13-slim
COPY --from=build /venv /venv
COPY seeds /usr/share/pullquote/seeds
RUN useradd --no-create-home --home-dir /data --shell /usr/sbin/nologin --uid 10001 pullquote \
    && install -d -m 0700 -o pullquote -g pullquote /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV PULLQUOTE_DATA_DIR=/data \
    PULLQUOTE_STARTER_CORPUS=/usr/share/pullquote/seeds \
    PULLQUOTE_METRICS_PORT=9464 \
    TMPDIR=/data \
    MPLCONFIGDIR=/tmp/matplotlib \
    OPENBLAS_NUM_THREADS=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Answers 503, and so fails, while the gateway, the database or the digests do not work. A stop is
# given as long as the bot takes to finish what it is sending (20 s).
HEALTHCHECK --interval=30s --timeout=8s --start-period=60s --retries=3 \
    CMD ["/venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PULLQUOTE_METRICS_PORT'] + '/health', timeout=7)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/venv/bin/pullquote"]
CMD ["run"]
