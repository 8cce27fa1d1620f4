# The bot alone: no preview, no tests. Give it DISCORD_TOKEN, and a volume at /data.
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
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /venv /venv
COPY seeds /usr/share/pullquote/seeds
RUN useradd --create-home --uid 10001 pullquote && install -d -o pullquote /data
USER pullquote
WORKDIR /data
VOLUME /data
ENV PULLQUOTE_DATA_DIR=/data \
    PULLQUOTE_STARTER_CORPUS=/usr/share/pullquote/seeds \
    OPENBLAS_NUM_THREADS=1 \
    PYTHONUNBUFFERED=1
ENTRYPOINT ["/venv/bin/pullquote"]
CMD ["run"]
