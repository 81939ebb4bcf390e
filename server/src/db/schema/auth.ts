import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './columns';
import { duty } from './tenant';

/** Sign-in identities. `username` is the staff id in lower case; `email` is demanded by the library and never used. */
export const authUser = pgTable('auth_user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  username: text('username').unique(),
  /** The password was given by somebody else: until a new one is set, the sign-in opens nothing. */
  mustChangePassword: boolean('must_change_password').notNull().default(false),
  passwordChangedAt: instant('password_changed_at'),
  lastSignInAt: instant('last_sign_in_at'),
  createdAt: createdAt(),
  updatedAt: instant('updated_at')
    .notNull()
    .default(sql`now()`),
});

/** `expiresAt` is the absolute end; `lastSeenAt` is what the idle time-out counts from. */
export const authSession = pgTable(
  'auth_session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    lastSeenAt: instant('last_seen_at')
      .notNull()
      .default(sql`now()`),
    /** The duty that the person acts in; null = the first valid one. */
    activeDutyId: uuid('active_duty_id').references(() => duty.id),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [index('auth_session_user').on(table.userId)],
);

/** The provider under which the sign-in library keeps passwords. */
export const PASSWORD_PROVIDER = 'credential';

/** One way of proving an identity; `password` is an argon2id hash in PHC form. */
export const authAccount = pgTable(
  'auth_account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('auth_account_user').on(table.userId),
    uniqueIndex('auth_account_once').on(table.providerId, table.accountId),
  ],
);

export const authVerification = pgTable(
  'auth_verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [index('auth_verification_identifier').on(table.identifier)],
);

/**
 * Sign-in attempts since the last success, of known and unknown staff ids alike; `username` is the staff id as people have
 * it, and of a browser that is known its mark after a blank.
 */
export const authLockout = pgTable('auth_lockout', {
  username: text('username').primaryKey(),
  attempts: integer('attempts').notNull(),
  attemptedAt: instant('attempted_at').notNull(),
  lockedUntil: instant('locked_until'),
});
