"""The phases of a rehearsal (domain.md §13.7): everything is computed and kept apart, nothing is applied."""

from hashlib import sha256

from django.utils import timezone

from registry.actions.tallying import tally_run
from registry.audit.acts import Actor, act
from registry.choices import RunState
from registry.models import Part, Run
from registry.queries.runs import parts_of, problems_of
from registry.sqlfile import run_sql

from .balancing import balance_areas, balance_part
from .computing import SQL, basis_of, computed, contradictions, digest
from .sealing import seal_of


def compute(run: Run, part: Part, by: Actor) -> int:
    """Compute a part's rows into the rehearsal, with their digest and what in the input contradicts itself."""
    basis = basis_of(run)
    part.seal = seal_of(basis, part)
    with computed(basis, part) as parameters:
        part.problem = contradictions(parameters)
        part.households, part.digest = digest(parameters)
        part.save(update_fields=["problem", "households", "digest", "seal"])
        run_sql(SQL / "clear_rehearsal.sql", **parameters)
        run_sql(SQL / "clear_moved.sql", **parameters)
        return run_sql(SQL / "keep_rehearsal.sql", **parameters)


def balance(run: Run, part: Part, by: Actor) -> int:
    """Balance a part's villages. A baseline has nothing to balance: the first balance begins with it."""
    if run.baseline:
        return 0
    balance_part(run, part, rehearsed=True)
    return part.households


def sum_up(run: Run, by: Actor) -> int:
    """Rehearsed, unless the input contradicts itself: then the run stays open and names the households."""
    if not run.baseline:
        balance_areas(run, rehearsed=True)
    run.problem = problems_of(run)
    run.digest = digest_of(run)
    run.figures = tally_run(run=run, rehearsed=True, by=by)
    run.rehearsed_at = timezone.now()
    run.version += 1
    if not run.problem:
        run.state = RunState.REHEARSED
    with act("run.rehearsed", by=by, target=run):
        run.save(update_fields=["problem", "digest", "figures", "rehearsed_at", "version", "state"])
    return sum(part.households for part in parts_of(run))


def digest_of(run: Run) -> str:
    """The digest of the whole run: of the digests of its parts, in order."""
    return sha256("".join(part.digest for part in parts_of(run)).encode()).hexdigest()
