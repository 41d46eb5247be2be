import * as z from 'zod';
import { ACCESS_TOKEN_MAX, DEVICES_MAX, DEVICE_MAX, DISPLAY_NAME_MAX, EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN, SIGN_OUT_TOKEN_MAX } from './limits';
import { Id, Line, Text, Timestamp, visible } from './primitives';

/** Shape only: the API makes it canonical (trimmed, lower case, the domain in ASCII) before it is looked at. */
const Email = Line.trim().min(3).max(EMAIL_MAX).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address');
const NewPassword = Text.min(PASSWORD_MIN).max(PASSWORD_MAX);
const PresentPassword = Text.min(1).max(PASSWORD_MAX);

export const Register = z
  .strictObject({
    email: Email,
    password: NewPassword,
    displayName: visible(Line.trim().min(1).max(DISPLAY_NAME_MAX)).optional(),
  })
  .meta({ id: 'Register' });
export type Register = z.infer<typeof Register>;

export const Login = z.strictObject({ email: Email, password: PresentPassword }).meta({ id: 'Login' });
export type Login = z.infer<typeof Login>;

export const ChangePassword = z
  .strictObject({ current: PresentPassword, next: NewPassword })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const User = z
  .object({
    id: Id,
    email: z.string().max(EMAIL_MAX),
    displayName: z.string().max(DISPLAY_NAME_MAX),
    role: z.enum(['user', 'admin']),
    createdAt: Timestamp,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const Session = z
  .object({
    accessToken: z.string().max(ACCESS_TOKEN_MAX).describe('A JWT; send it as `Authorization: Bearer`'),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().describe('Seconds'),
    signOutToken: z.string().max(SIGN_OUT_TOKEN_MAX).describe('Ends this session and can do nothing else: for a sign-out that has to wait for the server'),
    user: User,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

const SIGN_OUT_TOKEN = /^[\da-f-]{36}\.[\da-f-]{36}\.[\w-]{43}$/;

export const SignOutLater = z
  .strictObject({ signOutToken: z.string().max(SIGN_OUT_TOKEN_MAX).regex(SIGN_OUT_TOKEN, 'must be the signOutToken of a session') })
  .meta({ id: 'SignOutLater' });
export type SignOutLater = z.infer<typeof SignOutLater>;

/** One signed-in device. */
export const Device = z
  .object({
    id: Id,
    device: z.string().max(DEVICE_MAX).describe('What the browser or program calls itself, shortened'),
    current: z.boolean(),
    createdAt: Timestamp,
    lastSeenAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof Device>;

export const DeviceList = z.object({ sessions: z.array(Device).max(DEVICES_MAX) }).meta({ id: 'DeviceList' });
export type DeviceList = z.infer<typeof DeviceList>;
