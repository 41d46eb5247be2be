import type { Device } from '@vitrine/contracts';
import type { SessionRow } from '../database/schema';

export function toDevice(row: SessionRow, currentId: string): Device {
  return {
    id: row.id,
    device: row.device,
    current: row.id === currentId,
    createdAt: new Date(row.created_at).toISOString(),
    lastSeenAt: new Date(row.last_seen_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
  };
}
