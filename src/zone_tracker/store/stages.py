"""The stage of every subject on a date: derived from its milestones by one query, never stored."""

from __future__ import annotations


def stages(
    as_of: str = ":as_of", tag: str = "", milestone: str = "milestone", *, few: bool = False
) -> str:
    """Common table expressions over `chosen (id)`, for the day that the parameter `as_of` names.

    `milestone` may be another table of acts, with the same columns. Where `few` are chosen of
    what there is, their own acts are gone through for returns, suspensions and resumptions; else
    these are found by what they are, among the acts of all.

    `standing{tag}` has one row a chosen subject: `milestone`, the act that put it where it
    stands (NULL: nothing known), and `stage`, where that is; `reached` and `rank`, the stage it
    has reached, also while suspended (rank 1000: ended). `valid{tag}` has the acts that still
    bear on it, `kept{tag}` those that no return has undone, `returns{tag}` all returns.
    """
    acts = f"{milestone} AS milestone"
    joined = f"{acts} CROSS JOIN act" if few else f"act CROSS JOIN {acts}"
    told = TEMPLATE.replace("{as_of}", as_of).replace("{tag}", tag)
    return told.replace("{act_and_milestone}", joined).replace("{milestone}", acts)


# Returns, suspensions and resumptions are few, and found by what they are. So nothing keeps the
# acts from being gone through once, in the order of their index, and none is put aside or sorted:
# of 300,000 acts that takes two thirds of the time. What a return took away is a set of ids, which
# SQLite always indexes; a table to look into it indexes where it thinks that worth it.
TEMPLATE = """
happened{tag} AS (                    -- actual acts by that day that bear on the stage
    SELECT milestone.subject, milestone.kind, milestone.id, milestone.date_from,
        milestone.date_to, act.effect,
        coalesce(milestone.return_to, milestone.act) AS stage,
        CASE act.effect
            WHEN 'end' THEN 1000         -- above every rank: nothing but a return follows an end
            ELSE coalesce(back.rank, act.rank) END AS rank
    FROM {milestone}
    JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    LEFT JOIN act AS back ON back.kind = milestone.kind AND back.code = milestone.return_to
    WHERE milestone.status = 'actual' AND milestone.date_to <= {as_of}
        AND act.effect NOT IN ('none', 'health')
        AND milestone.subject IN (SELECT id FROM chosen)
),
returns{tag} AS MATERIALIZED (
    SELECT milestone.subject, milestone.date_to, milestone.id, back.rank
    FROM {act_and_milestone} ON milestone.kind = act.kind AND milestone.act = act.code
    LEFT JOIN act AS back ON back.kind = milestone.kind AND back.code = milestone.return_to
    WHERE act.effect = 'return' AND milestone.status = 'actual' AND milestone.date_to <= {as_of}
        AND milestone.subject IN (SELECT id FROM chosen)
),
lost{tag} AS MATERIALIZED (           -- what a later return took away
    SELECT id FROM (
        SELECT milestone.id, count(*) FILTER (WHERE act.effect = 'return') OVER (
            PARTITION BY milestone.subject ORDER BY milestone.date_to, milestone.id
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS returned
        FROM {milestone}
        JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
        WHERE milestone.status = 'actual' AND milestone.date_to <= {as_of}
            AND milestone.subject IN (SELECT subject FROM returns{tag}))
    WHERE returned
),
valid{tag} AS NOT MATERIALIZED (      -- from the last return on, that return included
    SELECT * FROM happened{tag} WHERE id NOT IN (SELECT id FROM lost{tag})
),
kept{tag} AS NOT MATERIALIZED (       -- whatever no later return to a stage below it undid
    SELECT * FROM happened{tag} AS happened WHERE NOT EXISTS (
        SELECT 1 FROM returns{tag} AS later
        WHERE later.subject = happened.subject AND later.rank < happened.rank
            AND (later.date_to, later.id) > (happened.date_to, happened.id))
),
reached{tag} AS (                     -- the highest rank, and the act that first reached it
    SELECT subject, stage, rank, id, max(rank * 4503599627370496   -- of one rank the first day,
        - CAST(julianday(date_to) AS INTEGER) * 1073741824 - id)    -- of one day the first id
    FROM valid{tag} AS valid WHERE effect IN ('advance', 'return', 'end') GROUP BY subject
),
halts{tag} AS (                       -- suspensions and resumptions that still bear on it
    SELECT milestone.subject, milestone.act AS stage, milestone.id, milestone.date_to, act.effect,
        count(*) FILTER (WHERE act.effect = 'resume') OVER (
            PARTITION BY milestone.subject ORDER BY milestone.date_to, milestone.id
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS resumed
    FROM {act_and_milestone} ON milestone.kind = act.kind AND milestone.act = act.code
    WHERE act.effect IN ('suspend', 'resume')
        AND milestone.status = 'actual' AND milestone.date_to <= {as_of}
        AND milestone.subject IN (SELECT id FROM chosen)
        AND milestone.id NOT IN (SELECT id FROM lost{tag})
),
paused{tag} AS (                      -- suspended and not resumed since: the act that began it
    SELECT subject, stage, id, row_number() OVER (PARTITION BY subject ORDER BY date_to, id) AS nth
    FROM halts{tag} WHERE effect = 'suspend' AND NOT resumed
),
standing{tag} AS (                   -- grouped, not joined: a join here would be quadratic
    SELECT subject, max(stage) AS reached, max(rank) AS rank,
        CASE WHEN coalesce(max(rank), 0) < 1000
            THEN coalesce(max(stop), max(go)) ELSE max(go) END AS milestone,
        CASE WHEN coalesce(max(rank), 0) < 1000
            THEN coalesce(max(pause), max(stage)) ELSE max(stage) END AS stage
    FROM (
        SELECT id AS subject, NULL AS stage, NULL AS rank, NULL AS go,
            NULL AS stop, NULL AS pause FROM chosen
        UNION ALL SELECT subject, stage, rank, id, NULL, NULL FROM reached{tag}
        UNION ALL SELECT subject, NULL, NULL, NULL, id, stage FROM paused{tag} WHERE nth = 1)
    GROUP BY subject
)
"""
