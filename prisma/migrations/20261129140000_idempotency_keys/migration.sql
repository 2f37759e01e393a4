-- CreateTable
CREATE TABLE "idempotency_keys" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key_hash" BYTEA NOT NULL,
    "organization_id" UUID,
    "output_ciphertext" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "idempotency_keys_key_hash_key" ON "idempotency_keys"("key_hash");

-- CreateIndex
CREATE INDEX "idempotency_keys_organization_id_idx" ON "idempotency_keys"("organization_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_keys" TO {system};
  ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "idempotency_keys" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "idempotency_keys" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "idempotency_keys" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  GRANT SELECT, INSERT, UPDATE ("output_ciphertext", "created_at"), DELETE ON "idempotency_keys" TO {tenant};
$$);
