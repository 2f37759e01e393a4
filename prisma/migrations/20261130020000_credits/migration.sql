-- CreateEnum
CREATE TYPE "credit_bucket" AS ENUM ('allotment', 'purchased', 'overage');

-- CreateEnum
CREATE TYPE "credit_entry_kind" AS ENUM ('grant', 'purchase', 'reserve', 'settle', 'release', 'refund', 'adjust');

-- CreateEnum
CREATE TYPE "usage_status" AS ENUM ('reserved', 'settled', 'cut', 'failed', 'cancelled', 'expired');

-- CreateTable
CREATE TABLE "credit_accounts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone,
    "window_end" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone,
    "allotment" BIGINT NOT NULL DEFAULT 0,
    "allotment_used" BIGINT NOT NULL DEFAULT 0,
    "allotment_reserved" BIGINT NOT NULL DEFAULT 0,
    "purchased" BIGINT NOT NULL DEFAULT 0,
    "purchased_reserved" BIGINT NOT NULL DEFAULT 0,
    "overage_used" BIGINT NOT NULL DEFAULT 0,
    "overage_reserved" BIGINT NOT NULL DEFAULT 0,
    "overage_enabled" BOOLEAN NOT NULL DEFAULT false,
    "overage_limit" BIGINT NOT NULL DEFAULT 0,
    "notified_80_for" TIMESTAMPTZ(3),
    "notified_100_for" TIMESTAMPTZ(3),
    "continues_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_entries" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "bucket" "credit_bucket" NOT NULL,
    "kind" "credit_entry_kind" NOT NULL,
    "amount" BIGINT NOT NULL,
    "call_id" UUID,
    "source" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "credit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_log" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "request_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "status" "usage_status" NOT NULL DEFAULT 'reserved',
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "estimated_input" BIGINT NOT NULL,
    "max_output" BIGINT NOT NULL,
    "reserved_allotment" BIGINT NOT NULL,
    "reserved_purchased" BIGINT NOT NULL,
    "reserved_overage" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "spent_allotment" BIGINT NOT NULL DEFAULT 0,
    "spent_purchased" BIGINT NOT NULL DEFAULT 0,
    "spent_overage" BIGINT NOT NULL DEFAULT 0,
    "unbilled" BIGINT NOT NULL DEFAULT 0,
    "input_price" BIGINT NOT NULL,
    "output_price" BIGINT NOT NULL,
    "cost_microusd" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "expired_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "usage_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_prices" (
    "model" TEXT NOT NULL,
    "input_price" BIGINT NOT NULL,
    "output_price" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("model")
);

-- CreateIndex
CREATE UNIQUE INDEX "credit_accounts_organization_id_key" ON "credit_accounts"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_accounts_organization_id_id_key" ON "credit_accounts"("organization_id", "id");

-- CreateIndex
CREATE INDEX "credit_entries_organization_id_created_at_id_idx" ON "credit_entries"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credit_entries_organization_id_call_id_idx" ON "credit_entries"("organization_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_entries_organization_id_id_key" ON "credit_entries"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_entries_organization_id_kind_source_key" ON "credit_entries"("organization_id", "kind", "source");

-- CreateIndex
CREATE INDEX "usage_log_organization_id_status_expires_at_idx" ON "usage_log"("organization_id", "status", "expires_at");

-- CreateIndex
CREATE INDEX "usage_log_status_expires_at_idx" ON "usage_log"("status", "expires_at");

-- CreateIndex
CREATE INDEX "usage_log_organization_id_created_at_id_idx" ON "usage_log"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "usage_log_organization_id_window_start_idx" ON "usage_log"("organization_id", "window_start");

-- CreateIndex
CREATE INDEX "usage_log_user_id_idx" ON "usage_log"("user_id");

-- CreateIndex
CREATE INDEX "usage_log_created_at_idx" ON "usage_log"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "usage_log_organization_id_id_key" ON "usage_log"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_log" ADD CONSTRAINT "usage_log_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_log" ADD CONSTRAINT "usage_log_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- No sum of these bounds can overflow a bigint, and each is exact in JavaScript.
ALTER TABLE "credit_accounts"
  ADD CONSTRAINT "credit_accounts_window" CHECK ("window_start" <= "window_end"),
  ADD CONSTRAINT "credit_accounts_allotment" CHECK ("allotment" BETWEEN -1 AND 1000000000000000),
  ADD CONSTRAINT "credit_accounts_allotment_used" CHECK ("allotment_used" >= 0 AND "allotment_reserved" >= 0 AND "allotment_used" + "allotment_reserved" <= 1000000000000000),
  -- Together, so that a release never exceeds the bound. Negative purchased credits are owed after a refund.
  ADD CONSTRAINT "credit_accounts_purchased" CHECK (
    "purchased" BETWEEN -1000000000000000 AND 1000000000000000
    AND "purchased_reserved" BETWEEN 0 AND 1000000000000000 AND "purchased" + "purchased_reserved" <= 1000000000000000),
  ADD CONSTRAINT "credit_accounts_overage_used" CHECK ("overage_used" BETWEEN 0 AND 1000000000000000),
  ADD CONSTRAINT "credit_accounts_overage_reserved" CHECK ("overage_reserved" BETWEEN 0 AND 1000000000000000),
  ADD CONSTRAINT "credit_accounts_overage_limit" CHECK ("overage_limit" BETWEEN 0 AND 1000000000000000);

ALTER TABLE "credit_entries"
  ADD CONSTRAINT "credit_entries_amount" CHECK ("amount" BETWEEN -1000000000000000 AND 1000000000000000 AND "amount" <> 0);

ALTER TABLE "usage_log"
  ADD CONSTRAINT "usage_log_tokens" CHECK (
    "estimated_input" BETWEEN 0 AND 1000000000 AND "max_output" BETWEEN 0 AND 1000000000
    AND "input_tokens" BETWEEN 0 AND 1000000000 AND "output_tokens" BETWEEN 0 AND 1000000000),
  ADD CONSTRAINT "usage_log_reserved" CHECK (
    least("reserved_allotment", "reserved_purchased", "reserved_overage") >= 0
    AND "reserved_allotment" + "reserved_purchased" + "reserved_overage" = "estimated_input" + "max_output"),
  ADD CONSTRAINT "usage_log_spent" CHECK (
    least("spent_allotment", "spent_purchased", "spent_overage", "unbilled") >= 0
    AND "spent_allotment" + "spent_purchased" + "spent_overage" + "unbilled" = "input_tokens" + "output_tokens"),
  ADD CONSTRAINT "usage_log_status" CHECK (
    ("status" IN ('settled', 'cut', 'failed', 'cancelled')) = ("settled_at" IS NOT NULL)
    AND ("status" <> 'expired' OR "expired_at" IS NOT NULL) AND ("status" <> 'reserved' OR "expired_at" IS NULL)
    AND ("settled_at" IS NOT NULL OR "input_tokens" + "output_tokens" = 0)),
  ADD CONSTRAINT "usage_log_cost" CHECK (
    "input_price" BETWEEN 0 AND 1000000000000 AND "output_price" BETWEEN 0 AND 1000000000000
    AND "cost_microusd" BETWEEN 0 AND 2000000000000000);

ALTER TABLE "model_prices"
  ADD CONSTRAINT "model_prices_prices" CHECK ("input_price" BETWEEN 0 AND 1000000000000 AND "output_price" BETWEEN 0 AND 1000000000000);

-- The organization's own rows are there to read. Only the system role changes credits, and only through the functions below.
CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE ON "credit_accounts", "usage_log" TO {system};
  GRANT SELECT, INSERT ON "credit_entries" TO {system};
  GRANT SELECT, INSERT, UPDATE, DELETE ON "model_prices" TO {system};
  GRANT SELECT ON "credit_accounts", "usage_log", "credit_entries" TO {tenant};

  ALTER TABLE "credit_accounts" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "credit_accounts" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "credit_accounts" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "credit_accounts" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

  ALTER TABLE "credit_entries" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "credit_entries" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "credit_entries" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "credit_entries" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

  ALTER TABLE "usage_log" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "usage_log" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "usage_log" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "usage_log" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
$$);

-- The ledger only grows, for every role. It goes with its organization: a cascade runs inside the foreign key's trigger. Checked
-- once for a statement, because a busy organization has a million entries.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'the ledger of credits is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER credit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "credit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
ALTER TABLE "credit_entries" ENABLE ALWAYS TRIGGER credit_entries_append_only;

-- What is used and reserved never grows beyond what is allowed, whichever statement tries. It may be more than what is allowed
-- after a smaller plan or a lower limit, but then only shrinks.
CREATE FUNCTION keep_credits_within_limits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  same_window boolean := NEW."window_start" = OLD."window_start";
BEGIN
  IF NEW."allotment" >= 0 AND NEW."allotment_used" + NEW."allotment_reserved"
     > greatest(NEW."allotment", CASE WHEN same_window THEN OLD."allotment_used" + OLD."allotment_reserved" ELSE 0 END) THEN
    RAISE EXCEPTION 'more credits than the allotment' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'credit_accounts_within_allotment';
  END IF;
  IF NEW."overage_used" + NEW."overage_reserved"
     > greatest(CASE WHEN NEW."overage_enabled" THEN NEW."overage_limit" ELSE 0 END,
                CASE WHEN same_window THEN OLD."overage_used" + OLD."overage_reserved" ELSE 0 END) THEN
    RAISE EXCEPTION 'more credits than the overage limit' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'credit_accounts_within_overage';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER credit_accounts_within_limits BEFORE UPDATE ON "credit_accounts"
  FOR EACH ROW EXECUTE FUNCTION keep_credits_within_limits();
ALTER TABLE "credit_accounts" ENABLE ALWAYS TRIGGER credit_accounts_within_limits;

-- Every organization has an account. Its first window begins when it is first used.
CREATE FUNCTION create_credit_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO "credit_accounts" ("organization_id") VALUES (NEW."id");
  RETURN NULL;
END
$$;
CREATE TRIGGER organizations_create_credit_account AFTER INSERT ON "organizations"
  FOR EACH ROW EXECUTE FUNCTION create_credit_account();
ALTER TABLE "organizations" ENABLE ALWAYS TRIGGER organizations_create_credit_account;

SELECT set_config('role', system_role(), true);
INSERT INTO "credit_accounts" ("organization_id") SELECT "id" FROM "organizations";
-- The demo model, which costs nobody anything. The prices only make its reports look real.
INSERT INTO "model_prices" ("model", "input_price", "output_price") VALUES ('demo', 150000, 600000);
RESET ROLE;

-- The monthly window that contains `at`. Every start is computed from the anchor, in UTC, so that a window that began on the
-- 31st is cut to a short month and then returns to the 31st.
CREATE FUNCTION credit_window(anchor timestamptz, at timestamptz) RETURNS TABLE ("starts" timestamptz, "ends" timestamptz)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (f."first" + make_interval(months => n."passed")) AT TIME ZONE 'UTC',
         (f."first" + make_interval(months => n."passed" + 1)) AT TIME ZONE 'UTC'
    FROM (SELECT anchor AT TIME ZONE 'UTC' AS "first", at AT TIME ZONE 'UTC' AS "moment") f
   CROSS JOIN LATERAL (
     SELECT (12 * (extract(year FROM f."moment") - extract(year FROM f."first"))
             + extract(month FROM f."moment") - extract(month FROM f."first"))::int AS "months") m
   CROSS JOIN LATERAL (
     SELECT m."months" - CASE WHEN f."first" + make_interval(months => m."months") > f."moment" THEN 1 ELSE 0 END AS "passed") n
$$;

-- What the allotment contributes to the ledger: what is left of it, or, if it is unlimited, what was taken from it.
CREATE FUNCTION allotment_balance(allotment bigint, used bigint, reserved bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN allotment < 0 THEN -(used + reserved) ELSE greatest(allotment - used - reserved, 0) END
$$;

-- What a call may use of the allotment. An unlimited one ends at the bound of the column.
CREATE FUNCTION allotment_room(allotment bigint, used bigint, reserved bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(CASE WHEN allotment < 0 THEN 1000000000000000 ELSE allotment END - used - reserved, 0)
$$;

-- The state of an account at a moment: in the window of that moment, with the current plan, without expired reservations. The
-- only place of these rules; `open_credit_account` writes what it returns. A window never goes back: a call is counted in one
-- window only, even if the anchor or the clock does. A window that `continue_credit_window` has marked goes on across a new
-- anchor. While the payment for a period has failed, its windows have the allotment
-- of the default plan; otherwise each failed renewal would give a month of credits away.
CREATE FUNCTION credit_state(of_organization uuid, at timestamptz) RETURNS TABLE (
  "window_start" timestamptz, "window_end" timestamptz, "allotment" bigint, "allotment_used" bigint, "allotment_reserved" bigint,
  "purchased" bigint, "purchased_reserved" bigint, "overage_used" bigint, "overage_reserved" bigint,
  "is_new_window" boolean, "expired_calls" bigint, "expired_allotment" bigint, "has_ai" boolean, "has_default_plan" boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN r."rolls" THEN w."starts" ELSE a."window_start" END,
         CASE WHEN w."ends" > a."window_start" THEN w."ends" ELSE a."window_end" END,
         least(plan_limit(CASE WHEN r."is_unpaid" THEN f."features" ELSE p."features" END, 'token_limit', 0), 1000000000000000),
         CASE WHEN r."rolls" THEN 0 ELSE a."allotment_used" END,
         CASE WHEN r."rolls" THEN 0 ELSE a."allotment_reserved" - e."allotment_of_window" END,
         a."purchased" + e."purchased",
         a."purchased_reserved" - e."purchased",
         CASE WHEN r."rolls" THEN 0 ELSE a."overage_used" END,
         CASE WHEN r."rolls" THEN 0 ELSE a."overage_reserved" - e."overage_of_window" END,
         r."rolls", e."calls", e."allotment", plan_switch(p."features", 'enable_ai', false), p."is_default"
    FROM "credit_accounts" a
    JOIN "billing_accounts" b ON b."organization_id" = a."organization_id"
    LEFT JOIN "plans" p ON p."id" = effective_plan_id(a."organization_id")
    LEFT JOIN "plans" f ON f."is_default"
   CROSS JOIN LATERAL credit_window(b."anchor_at", at) w
   CROSS JOIN LATERAL (
     SELECT w."starts" > a."window_start" AND w."starts" IS DISTINCT FROM a."continues_at" AS "rolls",
            coalesce(b."granted_plan_id" IS NULL AND b."subscription_status" = 'past_due'
              AND greatest(w."starts", a."window_start") >= b."current_period_start", false) AS "is_unpaid") r
   CROSS JOIN LATERAL (
     SELECT count(*) AS "calls",
            coalesce(sum(u."reserved_allotment"), 0)::bigint AS "allotment",
            coalesce(sum(u."reserved_allotment") FILTER (WHERE u."window_start" = a."window_start"), 0)::bigint AS "allotment_of_window",
            coalesce(sum(u."reserved_purchased"), 0)::bigint AS "purchased",
            coalesce(sum(u."reserved_overage") FILTER (WHERE u."window_start" = a."window_start"), 0)::bigint AS "overage_of_window"
       FROM "usage_log" u
      WHERE u."organization_id" = a."organization_id" AND u."status" = 'reserved' AND u."expires_at" <= at) e
   WHERE a."organization_id" = of_organization
$$;

-- Locks the account and brings it up to date. The callers have locked the organization and, before the account, the user: a
-- foreign key would lock them later, after the account, and so deadlock with a deletion. READ COMMITTED matters: each statement
-- after the lock sees what others committed while this one waited, and the clock is read after the wait.
CREATE FUNCTION open_credit_account(of_organization uuid) RETURNS "credit_accounts"
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  account "credit_accounts";
  state record;
  moment timestamptz;
  difference bigint;
  grows boolean;
BEGIN
  SELECT * INTO account FROM "credit_accounts" WHERE "organization_id" = of_organization FOR NO KEY UPDATE;
  moment := clock_timestamp();
  SELECT * INTO STRICT state FROM credit_state(of_organization, moment);
  IF state."expired_calls" > 0 THEN
    WITH released AS (
      UPDATE "usage_log" SET "status" = 'expired', "expired_at" = moment
       WHERE "organization_id" = of_organization AND "status" = 'reserved' AND "expires_at" <= moment
      RETURNING *)
    INSERT INTO "credit_entries" ("organization_id", "bucket", "kind", "amount", "call_id")
    SELECT r."organization_id", v."bucket"::"credit_bucket", 'release', v."amount", r."id"
      FROM released r
     CROSS JOIN LATERAL (VALUES ('allotment', r."reserved_allotment"), ('purchased', r."reserved_purchased"), ('overage', r."reserved_overage"))
       AS v ("bucket", "amount")
     WHERE v."amount" > 0;
  END IF;
  IF state."expired_calls" = 0 AND NOT state."is_new_window"
     AND state."allotment" = account."allotment" AND state."window_end" = account."window_end" THEN
    RETURN account;
  END IF;
  grows := account."allotment" >= 0 AND (state."allotment" < 0 OR state."allotment" > account."allotment");
  -- A new window is a grant, after what was left of the old one has gone. A new plan is an adjustment.
  difference := CASE WHEN state."is_new_window" THEN 0 ELSE allotment_balance(state."allotment", state."allotment_used", state."allotment_reserved") END
    - allotment_balance(account."allotment", account."allotment_used", account."allotment_reserved") - state."expired_allotment";
  IF difference <> 0 THEN
    INSERT INTO "credit_entries" ("organization_id", "bucket", "kind", "amount") VALUES (of_organization, 'allotment', 'adjust', difference);
  END IF;
  IF state."is_new_window" AND state."allotment" > 0 THEN
    INSERT INTO "credit_entries" ("organization_id", "bucket", "kind", "amount") VALUES (of_organization, 'allotment', 'grant', state."allotment");
  END IF;
  UPDATE "credit_accounts"
     SET "window_start" = state."window_start", "window_end" = state."window_end", "allotment" = state."allotment",
         "allotment_used" = state."allotment_used", "allotment_reserved" = state."allotment_reserved",
         "purchased" = state."purchased", "purchased_reserved" = state."purchased_reserved",
         "overage_used" = state."overage_used", "overage_reserved" = state."overage_reserved",
         -- The admins are to hear of the larger allotment's end as well.
         "notified_80_for" = CASE WHEN NOT grows THEN "notified_80_for" END,
         "notified_100_for" = CASE WHEN NOT grows THEN "notified_100_for" END
   WHERE "organization_id" = of_organization
  RETURNING * INTO account;
  RETURN account;
END
$$;

-- A subscription that changes begins a new period at once, and Stripe credits what is left of the old one. The window that is
-- running at that moment goes on until the end of the first month of the new period, with everything that was used in it:
-- otherwise the allotment that was used would be free. One that has ended by then is not affected.
CREATE FUNCTION continue_credit_window(of_organization uuid, new_anchor timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE "credit_accounts"
     SET "continues_at" = new_anchor, "window_end" = (SELECT w."ends" FROM credit_window(new_anchor, new_anchor) w)
   WHERE "organization_id" = of_organization AND "window_start" < new_anchor AND "window_end" > new_anchor
$$;

CREATE FUNCTION is_switched_on(setting text, by_default boolean) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT "value" = 'true'::jsonb FROM "system_settings" WHERE "name" = setting), by_default)
$$;

-- What may still be used beyond allotment and purchased credits: nothing with the default plan, which nobody has chosen.
CREATE FUNCTION overage_room(account "credit_accounts") RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN account."overage_enabled" AND is_switched_on('ai_overage_enabled', false)
      AND NOT EXISTS (SELECT 1 FROM "plans" p WHERE p."is_default" AND p."id" = effective_plan_id(account."organization_id"))
    THEN greatest(account."overage_limit" - account."overage_used" - account."overage_reserved", 0) ELSE 0 END
$$;

-- One entry for each amount that is not 0.
CREATE FUNCTION book_credits(of_organization uuid, of_call uuid, entry "credit_entry_kind", allotment bigint, purchased bigint, overage bigint)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO "credit_entries" ("organization_id", "bucket", "kind", "amount", "call_id")
  SELECT of_organization, v."bucket"::"credit_bucket", entry, v."amount", of_call
    FROM (VALUES ('allotment', allotment), ('purchased', purchased), ('overage', overage)) AS v ("bucket", "amount")
   WHERE v."amount" <> 0
$$;

-- Reserves the most that a call can use, from the allotment first, then from purchased credits, then from overage; or nothing,
-- and says why. `notice` is 100 if the admins are to be told that the allotment is used up: once in a window, because the
-- account is locked.
CREATE FUNCTION reserve_credits(
  new_call uuid, of_organization uuid, of_user uuid, of_request uuid, of_operation text, of_model text, input bigint, output bigint)
RETURNS TABLE ("outcome" text, "from_allotment" bigint, "from_purchased" bigint, "from_overage" bigint, "available" bigint, "notice" int)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  account "credit_accounts";
  needed bigint := input + output;
  gate record;
  a bigint; p bigint; o bigint;
  moment timestamptz;
  told int := 0;
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = of_organization FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'unknown', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0;
    RETURN;
  END IF;
  IF of_user IS NOT NULL THEN
    PERFORM 1 FROM "users" WHERE "id" = of_user FOR KEY SHARE;
    IF NOT FOUND THEN
      RETURN QUERY SELECT 'unknown', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0;
      RETURN;
    END IF;
  END IF;
  account := open_credit_account(of_organization);
  moment := clock_timestamp();
  -- Under the lock, and in a statement that begins after the wait for it: a call that has waited still meets the kill switch.
  SELECT s."suspended_at" IS NOT NULL AS "is_suspended", is_switched_on('ai_enabled', true) AS "is_enabled",
         plan_switch(f."features", 'enable_ai', false) AS "has_ai", m."input_price", m."output_price"
    INTO gate
    FROM "organizations" s
    LEFT JOIN "plans" f ON f."id" = effective_plan_id(s."id")
    LEFT JOIN "model_prices" m ON m."model" = of_model
   WHERE s."id" = of_organization;
  IF gate."is_suspended" OR NOT gate."is_enabled" OR NOT gate."has_ai" OR gate."input_price" IS NULL THEN
    RETURN QUERY SELECT CASE WHEN gate."is_suspended" THEN 'suspended' WHEN NOT gate."is_enabled" THEN 'disabled'
      WHEN NOT gate."has_ai" THEN 'not_in_plan' ELSE 'no_price' END, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0;
    RETURN;
  END IF;
  a := allotment_room(account."allotment", account."allotment_used", account."allotment_reserved");
  p := greatest(account."purchased", 0);
  o := overage_room(account);
  IF a + p + o < needed THEN
    -- Only if next to nothing is left: one request that is too large must not use up the mails of the month. What is merely
    -- reserved may be released.
    IF account."notified_100_for" IS DISTINCT FROM account."window_start"
       AND allotment_room(account."allotment", account."allotment_used", 0) <= account."allotment" / 100 THEN
      -- After this mail, one about 80 % would only confuse.
      UPDATE "credit_accounts"
         SET "notified_100_for" = account."window_start", "notified_80_for" = account."window_start"
       WHERE "organization_id" = of_organization;
      told := 100;
    END IF;
    RETURN QUERY SELECT 'exceeded', 0::bigint, 0::bigint, 0::bigint, a + p + o, told;
    RETURN;
  END IF;
  a := least(a, needed);
  p := least(p, needed - a);
  o := needed - a - p;
  INSERT INTO "usage_log" ("id", "organization_id", "user_id", "request_id", "operation", "model", "window_start", "estimated_input",
    "max_output", "reserved_allotment", "reserved_purchased", "reserved_overage", "input_price", "output_price", "created_at", "expires_at")
  VALUES (new_call, of_organization, of_user, of_request, of_operation, of_model, account."window_start", input,
    output, a, p, o, gate."input_price", gate."output_price", moment, moment + interval '15 minutes');
  UPDATE "credit_accounts"
     SET "allotment_reserved" = "allotment_reserved" + a, "purchased" = "purchased" - p,
         "purchased_reserved" = "purchased_reserved" + p, "overage_reserved" = "overage_reserved" + o
   WHERE "organization_id" = of_organization;
  PERFORM book_credits(of_organization, new_call, 'reserve', -a, -p, -o);
  RETURN QUERY SELECT 'reserved', a, p, o, needed, 0;
END
$$;

-- Releases a call's reservation and charges what it used, in the order of the buckets as they are now, so that a call never
-- pays with purchased credits while the allotment is free. What it reserved is its own until it expires, even if the plan or a
-- switch has changed, or the purchase was refunded: then what it used of it is owed. Tokens above the reservation, and those of an expired call, are charged as far as they fit; the rest is
-- `unbilled`. A call of an earlier window takes nothing from the allotment and overage of this one; an expired call is charged
-- to this window. The second settlement of a call changes nothing.
CREATE FUNCTION settle_credits(of_call uuid, input bigint, output bigint, new_status "usage_status")
RETURNS TABLE (
  "is_first" boolean, "organization_id" uuid, "status" "usage_status", "spent_allotment" bigint, "spent_purchased" bigint,
  "spent_overage" bigint, "unbilled" bigint, "cost_microusd" bigint, "model" text, "input_tokens" bigint, "output_tokens" bigint, "notice" int)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  of_organization uuid;
  account "credit_accounts";
  c "usage_log";
  in_window boolean;
  held_a bigint := 0; held_p bigint := 0; held_o bigint := 0;
  a bigint; p bigint; o bigint; rest bigint;
  balance bigint;
  told int := 0;
BEGIN
  SELECT u."organization_id" INTO of_organization FROM "usage_log" u WHERE u."id" = of_call;
  PERFORM 1 FROM "organizations" WHERE "id" = of_organization FOR KEY SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  account := open_credit_account(of_organization);
  SELECT * INTO c FROM "usage_log" u WHERE u."id" = of_call FOR NO KEY UPDATE;
  IF c."status" NOT IN ('reserved', 'expired') THEN
    RETURN QUERY SELECT false, c."organization_id", c."status", c."spent_allotment", c."spent_purchased", c."spent_overage",
      c."unbilled", c."cost_microusd", c."model", c."input_tokens", c."output_tokens", 0;
    RETURN;
  END IF;
  IF c."status" = 'reserved' THEN
    held_a := c."reserved_allotment"; held_p := c."reserved_purchased"; held_o := c."reserved_overage";
  ELSE
    c."window_start" := account."window_start";
  END IF;
  in_window := c."window_start" = account."window_start";
  balance := allotment_balance(account."allotment", account."allotment_used", account."allotment_reserved");
  account."purchased" := account."purchased" + held_p;
  account."purchased_reserved" := account."purchased_reserved" - held_p;
  IF in_window THEN
    account."allotment_reserved" := account."allotment_reserved" - held_a;
    account."overage_reserved" := account."overage_reserved" - held_o;
  END IF;
  rest := input + output;
  a := least(rest, greatest(held_a, CASE WHEN in_window
    THEN allotment_room(account."allotment", account."allotment_used", account."allotment_reserved") ELSE 0 END));
  p := least(rest - a, greatest(held_p, account."purchased"));
  o := least(rest - a - p, greatest(held_o, CASE WHEN in_window THEN overage_room(account) ELSE 0 END));
  rest := rest - a - p - o;
  account."purchased" := account."purchased" - p;
  IF in_window THEN
    account."allotment_used" := account."allotment_used" + a;
    account."overage_used" := account."overage_used" + o;
  END IF;
  IF account."allotment" > 0 AND account."allotment_used" >= account."allotment"
     AND account."notified_100_for" IS DISTINCT FROM account."window_start" THEN
    told := 100;
    account."notified_80_for" := account."window_start";
    account."notified_100_for" := account."window_start";
  ELSIF account."allotment" > 0 AND account."allotment_used" * 5 >= account."allotment" * 4
     AND account."notified_80_for" IS DISTINCT FROM account."window_start" THEN
    told := 80;
    account."notified_80_for" := account."window_start";
  END IF;
  UPDATE "credit_accounts" t
     SET "allotment_used" = account."allotment_used", "allotment_reserved" = account."allotment_reserved",
         "purchased" = account."purchased", "purchased_reserved" = account."purchased_reserved",
         "overage_used" = account."overage_used", "overage_reserved" = account."overage_reserved",
         "notified_80_for" = account."notified_80_for", "notified_100_for" = account."notified_100_for"
   WHERE t."id" = account."id";
  UPDATE "usage_log" u
     SET "status" = new_status, "settled_at" = clock_timestamp(), "window_start" = c."window_start",
         "input_tokens" = input, "output_tokens" = output,
         "spent_allotment" = a, "spent_purchased" = p, "spent_overage" = o, "unbilled" = rest,
         "cost_microusd" = ceil((input::numeric * c."input_price" + output::numeric * c."output_price") / 1000000)::bigint
   WHERE u."id" = of_call
  RETURNING * INTO c;
  PERFORM book_credits(of_organization, of_call, 'release', held_a, held_p, held_o);
  PERFORM book_credits(of_organization, of_call, 'settle', -a, -p, -o);
  -- Not 0 if the window has changed since the reservation, or a smaller plan leaves nothing of the allotment.
  PERFORM book_credits(of_organization, of_call, 'adjust', allotment_balance(account."allotment", account."allotment_used",
    account."allotment_reserved") - balance - held_a + a, 0, 0);
  RETURN QUERY SELECT true, of_organization, c."status", a, p, o, rest, c."cost_microusd", c."model", input, output, told;
END
$$;

-- Adds purchased credits or takes them back, once for each kind and source. Takes the whole amount, even what is used or
-- reserved: a negative balance is owed, and whatever adds purchased credits later pays it first.
CREATE FUNCTION change_purchased_credits(of_organization uuid, entry "credit_entry_kind", change bigint, of_source text)
RETURNS TABLE ("is_first" boolean, "entry_id" uuid, "amount" bigint, "purchased" bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  account "credit_accounts";
  known "credit_entries";
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = of_organization FOR KEY SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  account := open_credit_account(of_organization);
  SELECT * INTO known FROM "credit_entries" e
   WHERE e."organization_id" = of_organization AND e."kind" = entry AND e."source" = of_source;
  IF FOUND THEN
    RETURN QUERY SELECT false, known."id", known."amount", account."purchased";
    RETURN;
  END IF;
  INSERT INTO "credit_entries" ("organization_id", "bucket", "kind", "amount", "source")
  VALUES (of_organization, 'purchased', entry, change, of_source)
  RETURNING * INTO known;
  UPDATE "credit_accounts" t SET "purchased" = t."purchased" + change WHERE t."id" = account."id";
  RETURN QUERY SELECT true, known."id", change, account."purchased" + change;
END
$$;

-- Without `most`, the limit is kept: under the lock, so that a limit that somebody else has just set is not lost. Returns the
-- values that were replaced, and the limit that now applies. A lower limit does not end calls that are running.
CREATE FUNCTION set_credit_overage(of_organization uuid, is_enabled boolean, most bigint)
RETURNS TABLE ("old_enabled" boolean, "old_limit" bigint, "new_limit" bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  account "credit_accounts";
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = of_organization FOR KEY SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  account := open_credit_account(of_organization);
  UPDATE "credit_accounts" t
     SET "overage_enabled" = is_enabled, "overage_limit" = coalesce(most, account."overage_limit")
   WHERE t."id" = account."id";
  RETURN QUERY SELECT account."overage_enabled", account."overage_limit", coalesce(most, account."overage_limit");
END
$$;

-- Releases the expired reservations of an organization. Returns how many there were.
CREATE FUNCTION release_expired_credits(of_organization uuid) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  expired bigint;
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = of_organization FOR KEY SHARE;
  IF NOT FOUND THEN RETURN 0; END IF;
  PERFORM 1 FROM "credit_accounts" WHERE "organization_id" = of_organization FOR NO KEY UPDATE;
  SELECT s."expired_calls" INTO expired FROM credit_state(of_organization, clock_timestamp()) s;
  PERFORM open_credit_account(of_organization);
  RETURN expired;
END
$$;

-- Reading is for both roles; each sees the rows that its policies show. Changing is for the system.
CALL for_roles($$
  GRANT EXECUTE ON FUNCTION credit_state(uuid, timestamptz), credit_window(timestamptz, timestamptz) TO {tenant}, {system};
  GRANT EXECUTE ON FUNCTION allotment_balance(bigint, bigint, bigint), allotment_room(bigint, bigint, bigint), is_switched_on(text, boolean), overage_room("credit_accounts"),
    book_credits(uuid, uuid, "credit_entry_kind", bigint, bigint, bigint), open_credit_account(uuid),
    continue_credit_window(uuid, timestamptz),
    reserve_credits(uuid, uuid, uuid, uuid, text, text, bigint, bigint), settle_credits(uuid, bigint, bigint, "usage_status"),
    change_purchased_credits(uuid, "credit_entry_kind", bigint, text), set_credit_overage(uuid, boolean, bigint),
    release_expired_credits(uuid) TO {system};
$$);
