from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    name = "centralita.studio.deployments"
    label = "deployments"
