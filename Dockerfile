# The desk, the search API and the build: one image, the command says which. See compose.yaml.
FROM python:3.11-slim-bookworm
WORKDIR /srv/lien-thong
COPY pyproject.toml uv.lock LICENSE README.md ./
COPY scripts/bootstrap.py scripts/
RUN python3 scripts/bootstrap.py
ENV PATH=/srv/lien-thong/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    LIENTHONG_VAR=/var/lib/lien-thong
COPY . .
RUN useradd --system lien-thong && install -d -o lien-thong /var/lib/lien-thong
USER lien-thong
VOLUME /var/lib/lien-thong
EXPOSE 8000
CMD ["waitress-serve", "--listen=*:8000", "--trusted-proxy=*", "--trusted-proxy-headers=x-forwarded-for x-forwarded-proto", "cms.wsgi:application"]
