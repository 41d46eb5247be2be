import { Injectable } from '@nestjs/common';
import { type Image, IMAGE_BYTES_MAX, type ImportImage } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import { readRawBody } from '../../http/raw-body';
import type { Answer } from '../../http/send-answer';
import { malformed } from '../../problems/catalogue';
import { ImportSlots } from './import-slots';
import { ImportService } from './import.service';

/** Imports over HTTP. The body is read only once it is known whose it is, and while there is room for it. */
@Injectable()
export class ImportAnswers {
  constructor(
    private readonly imports: ImportService,
    private readonly slots: ImportSlots,
  ) {}

  add(owner: string, about: ImportImage, key: string | null, request: Request, response: Response): Promise<Answer<Image, never>> {
    return this.slots.within(owner, async () => {
      const bytes = await readRawBody(request, response, { bytesMax: IMAGE_BYTES_MAX });
      if (bytes.byteLength === 0) throw malformed('Send the bytes of an image.');
      const { image, created } = await this.imports.add(owner, bytes, about, key);
      return { status: created ? 201 : 200, location: `/api/ai/my-images/${image.filename}`, body: image };
    });
  }
}
