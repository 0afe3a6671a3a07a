# The chat in a container: docker build -t smartgoals . && docker run --rm -p 127.0.0.1:7860:7860 smartgoals
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 smartgoals
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY assistant assistant
COPY models models
RUN pip install --no-cache-dir '.[chat]' && rm -rf /app/*

# Nothing is written but uploads, which live in memory here and are gone with the container.
USER smartgoals
WORKDIR /home/smartgoals
ENV OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE PYTHONUNBUFFERED=1
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
ENTRYPOINT ["smartgoals", "chat", "--host", "0.0.0.0", "--port", "7860"]
