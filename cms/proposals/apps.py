from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "cms.proposals"
    label = "proposals"
    verbose_name = "Đề nghị cấp trên dùng"
