-- Transactions set limits of their own as they open. An app that stops between BEGIN and that statement holds a connection,
-- if no lock. Set here and not by the app, because poolers drop what a client asks for when it connects.
DO $$
BEGIN
  EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET idle_in_transaction_session_timeout = ''60s''', current_database());
END
$$;
