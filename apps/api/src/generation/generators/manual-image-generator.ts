import { GenerationFailure, type FailureReason } from './generation-failure';
import { type GeneratedImages, type GenerationOptions, type GenerationRequest, ImageGenerator } from './image-generator';

/** One call of the generator, which stays open until it is told how it ends. */
export class ManualCall {
  readonly answered: Promise<GeneratedImages>;
  private resolve: (images: GeneratedImages) => void = () => undefined;
  private reject: (failure: Error) => void = () => undefined;

  constructor(
    readonly request: GenerationRequest,
    readonly options: GenerationOptions,
    private readonly source: Pick<ImageGenerator, 'model' | 'provider'>,
  ) {
    this.answered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    options.signal?.addEventListener('abort', () => { this.fail({ kind: 'cancelled' }); });
  }

  succeed(...images: readonly Uint8Array[]): void {
    const { model, provider } = this.source;
    this.resolve({
      images: images.map((bytes, index) => ({ bytes, revisedPrompt: `${this.request.prompt}, revised${index === 0 ? '' : ` ${String(index)}`}` })),
      model,
      provider,
      requestId: 'req_manual',
      usage: { inputTokens: 7, outputTokens: 11, totalTokens: 18 },
    });
  }

  fail(reason: FailureReason): void {
    this.reject(new GenerationFailure(reason, { outcomeKnown: false, detail: 'told to', requestId: 'req_manual' }));
  }

  show(index: number, of: number, bytes: Uint8Array): void {
    this.options.onPartial?.({ index, of, bytes });
  }
}

/** For specs: makes nothing by itself; every call waits for what the spec says. */
export class ManualImageGenerator extends ImageGenerator {
  override readonly model: string = 'manual-1';
  override readonly provider = 'manual';
  readonly calls: ManualCall[] = [];
  private readonly waiting: (() => void)[] = [];

  override generate(request: GenerationRequest, options: GenerationOptions = {}): Promise<GeneratedImages> {
    const call = new ManualCall(request, options, this);
    this.calls.push(call);
    for (const look of this.waiting.splice(0)) look();
    return call.answered;
  }

  /** The call of that number, from 0, as soon as there is one. */
  async call(number: number): Promise<ManualCall> {
    for (;;) {
      const call = this.calls[number];
      if (call) return call;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}
