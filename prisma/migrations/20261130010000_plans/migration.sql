-- CreateTable
CREATE TABLE "plans" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "features" JSONB NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "monthly_price_cents" INTEGER,
    "yearly_price_cents" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_accounts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "granted_plan_id" UUID,
    "plan_id" UUID,
    "stripe_customer_id" TEXT,
    "stripe_subscription_id" TEXT,
    "subscription_status" TEXT,
    "billing_interval" TEXT,
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "current_period_start" TIMESTAMPTZ(3),
    "current_period_end" TIMESTAMPTZ(3),
    "anchor_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stripe_read" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "plans_slug_key" ON "plans"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "billing_accounts_organization_id_key" ON "billing_accounts"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_accounts_stripe_customer_id_key" ON "billing_accounts"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_accounts_stripe_subscription_id_key" ON "billing_accounts"("stripe_subscription_id");

-- CreateIndex
CREATE INDEX "billing_accounts_granted_plan_id_idx" ON "billing_accounts"("granted_plan_id");

-- CreateIndex
CREATE INDEX "billing_accounts_plan_id_idx" ON "billing_accounts"("plan_id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_accounts_organization_id_id_key" ON "billing_accounts"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_granted_plan_id_fkey" FOREIGN KEY ("granted_plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "plans"
  ADD CONSTRAINT "plans_slug_form" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("slug") <= 40),
  ADD CONSTRAINT "plans_features_object" CHECK (jsonb_typeof("features") = 'object'),
  ADD CONSTRAINT "plans_prices" CHECK ("monthly_price_cents" >= 0 AND "yearly_price_cents" >= 0),
  ADD CONSTRAINT "plans_currency_form" CHECK ("currency" ~ '^[a-z]{3}$'),
  -- Deferred, so that one statement can move the mark from one plan to another.
  ADD CONSTRAINT "plans_one_default" EXCLUDE USING btree ("is_default" WITH =) WHERE ("is_default") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "billing_accounts"
  ADD CONSTRAINT "billing_accounts_interval" CHECK ("billing_interval" IN ('month', 'year'));

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "plans", "billing_accounts" TO {system};

  ALTER TABLE "billing_accounts" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "billing_accounts" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "billing_accounts" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "billing_accounts" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  GRANT SELECT ON "billing_accounts" TO {tenant};

  -- A plan that is not public may have been agreed with one customer, so other organizations do not see it.
  ALTER TABLE "plans" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "plans" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "plans" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "plans" FOR SELECT TO {tenant}
    USING ("is_public" OR "is_default" OR EXISTS (
      SELECT 1 FROM "billing_accounts" b
       WHERE b."organization_id" = current_organization_id() AND "plans"."id" IN (b."granted_plan_id", b."plan_id")));
  GRANT SELECT ON "plans" TO {tenant};
$$);

-- The only place that decides which plan applies to an organization. A subscription that is past due keeps its plan, because
-- Stripe still tries to collect the payment. One that was canceled ends with its period, even if Stripe's event about that is late.
CREATE FUNCTION effective_plan_id(organization uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(
           b."granted_plan_id",
           CASE WHEN b."subscription_status" IN ('active', 'trialing', 'past_due')
                 AND NOT (b."cancel_at_period_end" AND b."current_period_end" IS NOT NULL AND b."current_period_end" <= now()) THEN b."plan_id" END,
           (SELECT p."id" FROM "plans" p WHERE p."is_default"))
    FROM "billing_accounts" b WHERE b."organization_id" = organization
$$;

-- The value of a limit among the features of a plan: -1 is unlimited, and other negative values are 0. A value that is missing
-- or is not an integer that JavaScript can represent counts as the declared default.
CREATE FUNCTION plan_limit(features jsonb, feature text, declared_default bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(features -> feature) IS DISTINCT FROM 'number' THEN declared_default
              WHEN (features ->> feature)::numeric % 1 <> 0 OR abs((features ->> feature)::numeric) > 9007199254740991 THEN declared_default
              WHEN (features ->> feature)::numeric = -1 THEN -1
              ELSE greatest((features ->> feature)::numeric, 0)::bigint END
$$;

-- The value of a switch among the features of a plan.
CREATE FUNCTION plan_switch(features jsonb, feature text, declared_default boolean) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(features -> feature) = 'boolean' THEN (features ->> feature)::boolean ELSE declared_default END
$$;

CALL for_roles($$
  GRANT EXECUTE ON FUNCTION effective_plan_id(uuid), plan_limit(jsonb, text, bigint), plan_switch(jsonb, text, boolean) TO {tenant}, {system};
$$);

-- Without a default plan, an organization without a subscription would have no plan.
CREATE FUNCTION keep_a_default_plan() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "plans" WHERE "is_default") THEN
    RAISE EXCEPTION 'one plan must be the default' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plans_keep_a_default';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER plans_keep_a_default AFTER UPDATE OR DELETE ON "plans" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."is_default") EXECUTE FUNCTION keep_a_default_plan();

-- Every organization has a billing account from its creation.
CREATE FUNCTION open_billing_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO "billing_accounts" ("organization_id", "anchor_at") VALUES (NEW."id", NEW."created_at");
  RETURN NULL;
END
$$;
CREATE TRIGGER organizations_open_billing_account AFTER INSERT ON "organizations"
  FOR EACH ROW EXECUTE FUNCTION open_billing_account();

SELECT set_config('role', system_role(), true);
INSERT INTO "plans" ("id", "slug", "name", "description", "features", "is_default", "position", "monthly_price_cents", "yearly_price_cents") VALUES
  (gen_random_uuid(), 'free', 'Free', 'For trying things out, and for small teams.',
   '{"max_notes": 100, "token_limit": 100000, "enable_ai": true}', true, 1, NULL, NULL),
  (gen_random_uuid(), 'professional', 'Professional', 'For teams that write every day.',
   '{"max_notes": 2000, "token_limit": 2000000, "enable_ai": true}', false, 2, 2900, 29000),
  (gen_random_uuid(), 'premium', 'Premium', 'For organizations that need room to grow.',
   '{"max_notes": -1, "token_limit": 10000000, "enable_ai": true}', false, 3, 9900, 99000);
INSERT INTO "billing_accounts" ("organization_id", "anchor_at") SELECT "id", "created_at" FROM "organizations";
RESET ROLE;
