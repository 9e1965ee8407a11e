"""Pages of the register."""

from django.urls import URLPattern, URLResolver, path

from registry.views import batches, decisions, doubts, entry, finding, gallery, home, households, members, runs, years

app_name = "registry"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("bench/progress/", home.progress, name="home_progress"),
    path("bench/stock/", home.stock, name="home_stock"),
    path("find/", finding.find, name="find"),
    path("households/", finding.households, name="households"),
    path("households/new/", entry.register, name="register"),
    path("households/<int:pk>/", households.household, name="household"),
    path("households/<int:pk>/edit/", entry.edit, name="household_edit"),
    path("households/<int:pk>/year/", years.year, name="household_year"),
    path("households/<int:pk>/join/", members.join, name="member_join"),
    path("households/<int:pk>/leave/", members.leave, name="member_leave"),
    path("households/<int:pk>/decisions/new/", decisions.propose, name="decision_propose"),
    path("households/<int:pk>/members/<int:person>/correct/", members.correct, name="member_correct"),
    path("households/<int:pk>/members/<int:person>/reveal/", members.reveal, name="reveal"),
    path("doubts/", doubts.doubts, name="doubts"),
    path("doubts/<int:pk>/settle/", doubts.settle, name="doubt_settle"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/approve/", decisions.approve, name="decision_approve"),
    path("decisions/<int:pk>/withdraw/", decisions.withdraw, name="decision_withdraw"),
    path("adjustment/", runs.runs, name="runs"),
    path("adjustment/open/", runs.open_, name="run_open"),
    path("adjustment/<int:pk>/", runs.run, name="run"),
    path("adjustment/<int:pk>/households/", runs.results, name="run_results"),
    path("adjustment/<int:pk>/households/<int:household>/", runs.result, name="run_result"),
    path("adjustment/<int:pk>/rehearse/", runs.rehearse, name="run_rehearse"),
    path("adjustment/<int:pk>/approve/", runs.approve, name="run_approve"),
    path("adjustment/<int:pk>/start/", runs.start, name="run_start"),
    path("adjustment/<int:pk>/freeze/", runs.freeze, name="run_freeze"),
    path("adjustment/<int:pk>/export/", runs.export, name="run_export"),
    path("import/", batches.batches, name="batches"),
    path("import/upload/", batches.upload, name="batch_upload"),
    path("import/template/", batches.template, name="batch_template"),
    path("import/<uuid:pk>/", batches.batch, name="batch"),
    path("import/<uuid:pk>/confirm/", batches.confirm, name="batch_confirm"),
    path("import/<uuid:pk>/recheck/", batches.recheck, name="batch_recheck"),
    path("import/<uuid:pk>/cancel/", batches.cancel, name="batch_cancel"),
    path("import/<uuid:pk>/errors/", batches.errors, name="batch_errors"),
    path("import/<uuid:pk>/original/", batches.original, name="batch_original"),
    path("gallery/", gallery.gallery, name="gallery"),
]
