import { Injectable } from '@nestjs/common';
import { type Image, IMAGE_BYTES_MAX, type ImportImage } from '@vitrine/contracts';
import type { Request } from 'express';
import { announcedLength, receiveBody } from '../../http/receive-body';
import type { Answer } from '../../http/send-answer';
import { malformed } from '../../problems/catalogue';
import { ImportSlots } from './import-slots';
import { ImportService } from './import.service';
import { UploadBudget, type UploadReservation } from './upload-budget';
import { type SpooledUpload, UploadSpool } from './upload-spool';

/** Imports over HTTP. The body is read only once it is known whose it is, onto the disk; it is in memory only in its turn. */
@Injectable()
export class ImportAnswers {
  constructor(
    private readonly imports: ImportService,
    private readonly budget: UploadBudget,
    private readonly slots: ImportSlots,
    private readonly spool: UploadSpool,
  ) {}

  async add(owner: string, about: ImportImage, key: string | null, request: Request, gone: AbortSignal): Promise<Answer<Image, never>> {
    const announced = announcedLength(request, IMAGE_BYTES_MAX);
    if (announced === 0) throw malformed('Send the bytes of an image.');
    const reservation = this.budget.reserve(owner, announced ?? IMAGE_BYTES_MAX);
    try {
      const upload = await this.spool.open();
      try {
        await this.receive(request, reservation, upload);
        return await this.slots.within(owner, gone, () => this.take(owner, about, key, upload));
      } finally {
        await upload.close();
      }
    } finally {
      this.budget.release(reservation);
    }
  }

  private async receive(request: Request, reservation: UploadReservation, upload: SpooledUpload): Promise<void> {
    const take = async (piece: Buffer) => {
      reservation.received(piece.byteLength);
      await upload.append(piece);
    };
    const bytes = await receiveBody(request, { bytesMax: IMAGE_BYTES_MAX, take, signal: reservation.signal });
    reservation.complete = true;
    if (bytes === 0) throw malformed('Send the bytes of an image.');
  }

  private async take(owner: string, about: ImportImage, key: string | null, upload: SpooledUpload): Promise<Answer<Image, never>> {
    const bytes = await upload.read();
    await upload.close();
    const { image, created } = await this.imports.add(owner, bytes, about, key);
    return { status: created ? 201 : 200, location: `/api/ai/my-images/${image.filename}`, body: image };
  }
}
