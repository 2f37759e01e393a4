-- CreateEnum
CREATE TYPE "mail_fault" AS ENUM ('transport', 'mail');

-- AlterTable
ALTER TABLE "outbox_mails" ADD COLUMN     "claims" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_fault" "mail_fault",
ADD COLUMN     "mailbox_hash" BYTEA,
ADD COLUMN     "source_hash" BYTEA;

-- An address without a tag has the same hash as its mailbox: what was mailed before still counts today.
UPDATE "outbox_mails" SET "mailbox_hash" = "recipient_hash" WHERE "created_at" > now() - interval '1 day';

-- CreateIndex
CREATE INDEX "outbox_mails_mailbox_hash_created_at_idx" ON "outbox_mails"("mailbox_hash", "created_at");
