# The program alone, for a folder of documents that is mounted at /docs:
#
#   docker build --tag summitalign .
#   docker run --rm --user "$(id -u)" --volume "$PWD:/docs" summitalign fix-terms zh --source en
FROM python:3.12-slim AS build
WORKDIR /project
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m venv /opt/summitalign \
 && /opt/summitalign/bin/pip install --no-cache-dir --disable-pip-version-check ".[zh]" \
 && /opt/summitalign/bin/pip uninstall --yes pip

FROM python:3.12-slim
COPY --from=build /opt/summitalign /opt/summitalign
# Nothing is kept in a container that is gone after its run.
ENV PATH="/opt/summitalign/bin:$PATH" SUMMITALIGN_CACHE="" PYTHONDONTWRITEBYTECODE=1
RUN useradd --create-home --uid 10001 summitalign
USER summitalign
WORKDIR /docs
ENTRYPOINT ["summitalign"]
CMD ["--help"]
