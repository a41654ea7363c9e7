# Notebooks for experiments; development only.
FROM python:3.13-slim
RUN useradd --uid 1000 --create-home notebook
WORKDIR /home/notebook/notebooks
COPY docker/jupyter/requirements.txt /tmp/requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-warn-script-location -r /tmp/requirements.txt
COPY --chown=notebook:notebook docker/jupyter/notebooks/ ./
USER notebook
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser", "--IdentityProvider.token="]
