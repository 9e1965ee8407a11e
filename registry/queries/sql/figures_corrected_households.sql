-- Households newly registered or removed as wrong, by year, unit and campaign (domain.md §10 N5, N6), and the people that
-- others gained or lost by correction. The campaign is that of the decision, if its document is of the campaign's days.
-- Invariant: every closing row registered or removed inside the spans counts once, under one campaign or under none.
SELECT closing.year,
       closing.village_code / %(width)s * %(width)s AS unit,
       campaign.id AS campaign,
       sum((closing.outcome = 'registered')::int)::int AS registered_households,
       sum(closing.members_closing) FILTER (WHERE closing.outcome = 'registered')::int AS registered,
       sum((closing.outcome = 'removed')::int)::int AS removed_households,
       sum(closing.members_closing) FILTER (WHERE closing.outcome = 'removed')::int AS removed,
       sum(closing.increase_correction) FILTER (WHERE closing.opening_status = ANY (%(statuses)s))::int AS added,
       sum(closing.decrease_correction) FILTER (WHERE closing.opening_status = ANY (%(statuses)s))::int AS struck
  FROM unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) AS span (first, last)
  JOIN registry_closing closing
    ON closing.year = ANY (%(years)s) AND closing.village_code BETWEEN span.first AND span.last
  LEFT JOIN registry_decision decision
    ON decision.id = closing.decision_id AND closing.outcome IN ('registered', 'removed')
  LEFT JOIN registry_campaign campaign
    ON campaign.id = decision.campaign_id AND decision.decided_on BETWEEN campaign.opens AND campaign.closes
 WHERE closing.outcome IN ('registered', 'removed')
    OR closing.increase_correction > 0
    OR closing.decrease_correction > 0
 GROUP BY 1, 2, 3
