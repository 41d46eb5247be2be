import * as z from 'zod';
import { ACCESS_TOKEN_MAX, DEVICE_MAX, DEVICES_MAX, DISPLAY_NAME_MAX, EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN } from './limits';
import { Id, Line, Text, Timestamp } from './primitives';

/** Shape only: the API makes it canonical (trimmed, lower case, the domain in ASCII) before it is looked at. */
const Email = Line.trim().min(3).max(EMAIL_MAX).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address');
const NewPassword = Text.min(PASSWORD_MIN).max(PASSWORD_MAX);
const PresentPassword = Text.min(1).max(PASSWORD_MAX);

export const Register = z
  .strictObject({
    email: Email,
    password: NewPassword,
    displayName: Line.trim().min(1).max(DISPLAY_NAME_MAX).optional(),
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
    user: User,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

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
