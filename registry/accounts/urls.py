"""Log-in, users and roles."""

from django.urls import path

from .views import sessions, users

app_name = "accounts"

urlpatterns = [
    path("login/", sessions.log_in, name="login"),
    path("logout/", sessions.log_out, name="logout"),
    path("password/", sessions.password, name="password"),
    path("roles/", users.roles, name="roles"),
    path("users/", users.users, name="users"),
    path("users/new/", users.create, name="user_create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/postings/new/", users.start, name="posting_start"),
    path("users/<int:pk>/password/", users.reset, name="password_reset"),
    path("postings/<int:pk>/end/", users.end, name="posting_end"),
]
