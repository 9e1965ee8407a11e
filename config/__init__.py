# Whoever rings for a job (web, commands) must have the application's broker: `shared_task` asks for the current app.
from config.celery import app as celery_app

__all__ = ["celery_app"]
