import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { Server } from '@vitrine/test-server';

/** The built product with a provider of its own beside it, which draws faster than the built-in generator. */
export class Product {
  private constructor(
    readonly server: Server,
    readonly provider: FakeProvider,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Product> {
    const provider = await startFakeProvider();
    const server = await Server.start({ LOG_LEVEL: 'warn', OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'a-key', ...settings });
    return new Product(server, provider);
  }

  get url(): string {
    return this.server.url;
  }

  async stop(): Promise<void> {
    await this.server.dispose();
    await this.provider.close();
  }
}
