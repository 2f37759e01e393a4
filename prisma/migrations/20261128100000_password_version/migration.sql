-- AlterTable
ALTER TABLE "password_credentials" ADD COLUMN     "version" UUID NOT NULL DEFAULT gen_random_uuid();
