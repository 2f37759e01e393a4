-- Finds whether an organization has done something, for the first steps on its dashboard.
CREATE INDEX "audit_log_organization_id_action_idx" ON "audit_log" ("organization_id", "action");
