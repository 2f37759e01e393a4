-- CreateTable
CREATE TABLE "stripe_events" (
    "id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_closures" (
    "customer_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "session_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_closures_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "stripe_checkouts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "plan_id" UUID,
    "credits" BIGINT NOT NULL DEFAULT 0,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "credits_taken_back" BIGINT NOT NULL DEFAULT 0,
    "stripe_read" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_checkouts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stripe_events_status_next_attempt_at_idx" ON "stripe_events"("status", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_events_event_id_key" ON "stripe_events"("event_id");

-- CreateIndex
CREATE INDEX "stripe_events_status_received_at_idx" ON "stripe_events"("status", "received_at");

-- CreateIndex
CREATE INDEX "stripe_events_customer_id_idx" ON "stripe_events"("customer_id");

-- CreateIndex
CREATE INDEX "stripe_closures_closed_at_next_attempt_at_idx" ON "stripe_closures"("closed_at", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_checkouts_session_id_key" ON "stripe_checkouts"("session_id");

-- CreateIndex
CREATE INDEX "stripe_checkouts_plan_id_idx" ON "stripe_checkouts"("plan_id");

-- CreateIndex
CREATE INDEX "stripe_checkouts_organization_id_created_at_id_idx" ON "stripe_checkouts"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "stripe_checkouts_status_created_at_idx" ON "stripe_checkouts"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_checkouts_organization_id_id_key" ON "stripe_checkouts"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "stripe_checkouts" ADD CONSTRAINT "stripe_checkouts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_checkouts" ADD CONSTRAINT "stripe_checkouts_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An organization has at most one open checkout for a subscription, so that two tabs cannot pay for two. The same holds for
-- each credit pack.
CREATE UNIQUE INDEX "stripe_checkouts_one_open" ON "stripe_checkouts" ("organization_id", "kind", (CASE WHEN "kind" = 'credits' THEN "item" ELSE '' END))
  WHERE "status" = 'open';

ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_status" CHECK ("status" IN ('pending', 'handled', 'ignored'));
ALTER TABLE "stripe_checkouts"
  ADD CONSTRAINT "stripe_checkouts_kind" CHECK ("kind" IN ('subscription', 'credits')),
  ADD CONSTRAINT "stripe_checkouts_status" CHECK ("status" IN ('open', 'paid', 'expired')),
  ADD CONSTRAINT "stripe_checkouts_credits" CHECK ("credits" >= 0 AND "credits_taken_back" BETWEEN 0 AND "credits");

-- Each reading of an object at Stripe has a number, taken before the object is read. An older reading never replaces a newer one.
CREATE SEQUENCE "stripe_readings";

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "stripe_events", "stripe_closures", "stripe_checkouts" TO {system};
  GRANT USAGE ON SEQUENCE "stripe_readings" TO {system};

  ALTER TABLE "stripe_checkouts" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "stripe_checkouts" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "stripe_checkouts" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "stripe_checkouts" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  GRANT SELECT ON "stripe_checkouts" TO {tenant};
$$);

-- However an organization is deleted, the same transaction leaves the work of canceling its subscription at Stripe. The
-- cascade deletes the account with the rights of the table's owner, which a trigger before it has too. One after it would run at
-- the end of the statement, before PostgreSQL 18 with the rights of whoever deletes the organization.
CREATE FUNCTION close_stripe_customer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO "stripe_closures" ("customer_id") VALUES (OLD."stripe_customer_id")
  ON CONFLICT ("customer_id") DO UPDATE SET "closed_at" = NULL, "next_attempt_at" = now();
  RETURN OLD;
END
$$;
CREATE TRIGGER billing_accounts_close_customer BEFORE DELETE ON "billing_accounts"
  FOR EACH ROW WHEN (OLD."stripe_customer_id" IS NOT NULL) EXECUTE FUNCTION close_stripe_customer();

-- The pages that were open are remembered, because they may be paid after the deletion. Which cascade comes first does not matter.
CREATE FUNCTION remember_open_checkout() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Within a cascade only: expired ones are pruned.
  IF pg_trigger_depth() > 1 THEN
    INSERT INTO "stripe_closures" ("customer_id", "session_ids") VALUES (OLD."customer_id", ARRAY[OLD."session_id"])
    ON CONFLICT ("customer_id") DO UPDATE SET "session_ids" = "stripe_closures"."session_ids" || OLD."session_id";
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER stripe_checkouts_remember_open BEFORE DELETE ON "stripe_checkouts"
  FOR EACH ROW WHEN (OLD."status" = 'open') EXECUTE FUNCTION remember_open_checkout();
