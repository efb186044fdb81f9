-- Say of pairs of records how likely they are one customer, and why: points for what they share, fewer for what speaks against it.
-- Reads   nothing
-- Writes  duplicate_plan, a row for each pair with enough points, the likeliest first
-- Takes   handed_over (one_id bigint, kind text, one_given_name text, one_family_name text, one_organisation_name text,
--         one_national_id text, one_company_number text, one_vat_number text, one_telephones text[], one_emails text[],
--         one_places bigint[], one_postal_codes text[], other_id bigint, other_given_name text, other_family_name text,
--         other_organisation_name text, other_national_id text, other_company_number text, other_vat_number text,
--         other_telephones text[], other_emails text[], other_places bigint[], other_postal_codes text[], ground uuid)
-- Again   safe: a run that has rows is left alone
WITH likened AS (
    SELECT handed_over.*, likeness.given, likeness.family, likeness.swapped, likeness.organisation
    FROM handed_over
    CROSS JOIN LATERAL (
        -- 3 the same, 2 alike, 1 an initial of the other, 0 not said, -1 another
        SELECT
            max(couple.likeness) FILTER (WHERE couple.what = 'given') AS given,
            max(couple.likeness) FILTER (WHERE couple.what = 'family') AS family,
            min(couple.likeness) FILTER (WHERE couple.what = 'swapped') AS swapped,
            max(couple.likeness) FILTER (WHERE couple.what = 'organisation') AS organisation
        FROM (
            SELECT said.what, CASE
                WHEN said.one = '' OR said.other = '' THEN 0
                WHEN said.one = said.other THEN 3
                WHEN levenshtein_less_equal(said.one, said.other, 2)
                    <= CASE WHEN least(length(said.one), length(said.other)) >= 6 THEN 2
                            WHEN length(said.one) + length(said.other) >= 7 THEN 1 ELSE 0 END THEN 2
                -- Two letters changed places.
                WHEN length(said.one) = length(said.other) AND left(said.one, 1) = left(said.other, 1)
                    AND levenshtein_less_equal(said.one, said.other, 2) = 2
                    AND ARRAY(SELECT letter FROM regexp_split_to_table(said.one, '') AS letter ORDER BY letter)
                        = ARRAY(SELECT letter FROM regexp_split_to_table(said.other, '') AS letter ORDER BY letter) THEN 2
                WHEN starts_with(said.one, said.other || ' ') OR starts_with(said.other, said.one || ' ') THEN 2
                WHEN said.what = 'organisation' AND similarity(said.one, said.other) > 0.6 THEN 2
                WHEN length(rtrim(said.one, '. ')) = 1 AND left(said.other, 1) = left(said.one, 1) THEN 1
                WHEN length(rtrim(said.other, '. ')) = 1 AND left(said.other, 1) = left(said.one, 1) THEN 1
                ELSE -1 END AS likeness
            FROM (VALUES
                ('given', handed_over.one_given_name, handed_over.other_given_name),
                ('family', handed_over.one_family_name, handed_over.other_family_name),
                ('swapped', handed_over.one_given_name, handed_over.other_family_name),
                ('swapped', handed_over.one_family_name, handed_over.other_given_name),
                ('organisation', handed_over.one_organisation_name, handed_over.other_organisation_name)
            ) AS said (what, one, other)
        ) AS couple
    ) AS likeness
),
named AS (
    SELECT likened.*, CASE
        WHEN likened.kind = 'organisation' THEN
            CASE likened.organisation WHEN 3 THEN 'same_organisation' WHEN 2 THEN 'similar_organisation' WHEN 0 THEN 'unnamed' ELSE 'other_organisation' END
        WHEN likened.given = 3 AND likened.family = 3 THEN 'same_name'
        WHEN likened.given >= 2 AND likened.family >= 2 AND likened.given + likened.family = 5 THEN 'similar_name'
        WHEN likened.swapped >= 2 THEN 'swapped_names'
        WHEN likened.given = 2 AND likened.family = 2 THEN 'similar_names'
        WHEN likened.given = 1 AND likened.family >= 2 THEN 'initial'
        WHEN likened.given >= 0 AND likened.family >= 2 THEN 'without_given_name'
        WHEN likened.given = 3 AND likened.family = -1 THEN 'other_family_name'
        WHEN likened.given = -1 AND likened.family >= 2 THEN 'other_given_name'
        WHEN likened.given >= 0 AND likened.family >= 0 THEN 'unnamed'
        ELSE 'other_name' END AS naming
    FROM likened
),
judged AS (
    SELECT named.one_id, named.other_id, named.ground, evidence.points, evidence.reasons
    FROM named
    CROSS JOIN LATERAL (
        SELECT
            sum(sign.points) AS points,
            jsonb_agg(jsonb_build_object('code', sign.code, 'points', sign.points, 'value', coalesce(sign.value, '')) ORDER BY sign.points DESC) AS reasons
        FROM (VALUES
            ('same_national_id', 90, named.one_national_id <> '' AND named.one_national_id = named.other_national_id, named.one_national_id),
            ('other_national_id', -70, named.one_national_id <> '' AND named.other_national_id <> '' AND named.one_national_id <> named.other_national_id, ''),
            ('same_company_number', 60, named.one_company_number <> '' AND named.one_company_number = named.other_company_number, named.one_company_number),
            ('other_company_number', -70, named.one_company_number <> '' AND named.other_company_number <> '' AND named.one_company_number <> named.other_company_number, ''),
            ('same_vat_number', 40, named.one_vat_number <> '' AND named.one_vat_number = named.other_vat_number, named.one_vat_number),
            ('same_email', 35, named.one_emails && named.other_emails,
                (SELECT min(email) FROM unnest(named.one_emails) AS email WHERE email = ANY (named.other_emails))),
            ('same_telephone', 30, named.one_telephones && named.other_telephones,
                (SELECT min(telephone) FROM unnest(named.one_telephones) AS telephone WHERE telephone = ANY (named.other_telephones))),
            ('same_place', 25, named.one_places && named.other_places, ''),
            ('same_postal_code', 8, named.one_postal_codes && named.other_postal_codes AND NOT named.one_places && named.other_places, ''),
            ('same_name', 40, named.naming = 'same_name', ''),
            ('similar_name', 32, named.naming = 'similar_name', ''),
            ('swapped_names', 34, named.naming = 'swapped_names', ''),
            ('similar_names', 25, named.naming = 'similar_names', ''),
            ('initial', 24, named.naming = 'initial', ''),
            ('without_given_name', 12, named.naming = 'without_given_name', ''),
            ('other_family_name', 5, named.naming = 'other_family_name', ''),
            ('other_given_name', -45, named.naming = 'other_given_name', ''),
            ('other_name', -60, named.naming = 'other_name', ''),
            ('same_organisation', 40, named.naming = 'same_organisation', ''),
            ('similar_organisation', 28, named.naming = 'similar_organisation', ''),
            ('other_organisation', -30, named.naming = 'other_organisation', '')
        ) AS sign (code, points, holds, value)
        WHERE sign.holds
    ) AS evidence
    WHERE evidence.points >= %(at_least)s::int
)
INSERT INTO duplicate_plan (run_id, ordinal, kept_id, merged_id, score, reasons, ground)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY judged.points DESC, judged.one_id, judged.other_id), judged.one_id, judged.other_id,
    least(judged.points, 100), judged.reasons, judged.ground
FROM judged
WHERE NOT EXISTS (SELECT 1 FROM duplicate_plan WHERE duplicate_plan.run_id = %(run)s::bigint)
RETURNING duplicate_plan.kept_id, duplicate_plan.score, duplicate_plan.reasons
