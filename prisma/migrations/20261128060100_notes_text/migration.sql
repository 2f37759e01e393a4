-- Not validated: a longer text from before stays until it is changed.
ALTER TABLE "notes"
  ADD CONSTRAINT "notes_title_length" CHECK (length("title") BETWEEN 1 AND 200) NOT VALID,
  ADD CONSTRAINT "notes_content_length" CHECK (length("content") <= 7000) NOT VALID;
