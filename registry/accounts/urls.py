"""Log-in, users and roles."""

from django.urls import path

from .views import online, postings, sessions, tokens, users

app_name = "accounts"

urlpatterns = [
    path("login/", sessions.log_in, name="login"),
    path("logout/", sessions.log_out, name="logout"),
    path("password/", sessions.password, name="password"),
    path("roles/", users.roles, name="roles"),
    path("users/", users.listed, name="users"),
    path("users/new/", users.create, name="user_create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/postings/new/", postings.start, name="posting_start"),
    path("users/<int:pk>/password/", users.reset, name="password_reset"),
    path("users/<int:pk>/disable/", users.disable, name="user_disable"),
    path("users/<int:pk>/enable/", users.enable, name="user_enable"),
    path("users/<int:pk>/unlock/", users.unlock, name="user_unlock"),
    path("postings/<int:pk>/end/", postings.end, name="posting_end"),
    path("postings/<int:pk>/transfer/", postings.transfer, name="posting_transfer"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/end/", tokens.end, name="token_end"),
    path("online/", online.online, name="online"),
    path("online/<uuid:number>/end/", online.end, name="session_end"),
    path("logins/", online.logins, name="logins"),
]
