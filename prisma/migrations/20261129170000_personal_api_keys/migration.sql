-- A user's personal API keys in all organizations are exported, and revoked together. The lists of an organization's keys are
-- sorted by time.
-- CreateIndex
CREATE INDEX IF NOT EXISTS "api_keys_organization_id_created_at_id_idx" ON "api_keys"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX IF NOT EXISTS "api_keys_user_id_id_idx" ON "api_keys"("user_id", "id");
