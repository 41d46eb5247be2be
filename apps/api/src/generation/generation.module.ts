import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { ConversationRepository } from '../conversations/conversation.repository';
import { Config } from '../config/config';
import { IdempotencyRepository } from '../idempotency/idempotency.repository';
import { ImagesModule } from '../images/images.module';
import { LiveNewsModule } from '../live/live-news.module';
import { GenerationAnswers } from './generation-answers';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { GenerationJobs } from './generation-jobs';
import { GenerationKeeping } from './generation-keeping';
import { GenerationObserver } from './generation-observer';
import { GenerationPace } from './generation-pace';
import { GenerationQueueRepository } from './generation-queue.repository';
import { GenerationReader } from './generation-reader';
import { GenerationRun } from './generation-run';
import { GenerationWatch } from './generation-watch';
import { GenerationWorker } from './generation-worker';
import { GenerationController } from './generation.controller';
import { GenerationRepository } from './generation.repository';
import { GenerationService } from './generation.service';

function paceOf({ generations, generationLeaseMs, shutdownGraceMs, savePatienceMs }: Config): GenerationPace {
  return new GenerationPace(generations.atOnce, generations.perUser, generationLeaseMs, shutdownGraceMs, savePatienceMs);
}

/** Asks for an `ImageGenerator` and a `SafetyIdentifier`; which they are is chosen in `app.module.ts`. */
@Module({
  imports: [AuthModule, ImagesModule, LiveNewsModule],
  controllers: [GenerationController],
  providers: [
    { provide: GenerationPace, inject: [Config], useFactory: paceOf },
    ConversationRepository,
    GenerationAnswers,
    GenerationAttemptRepository,
    GenerationEvents,
    GenerationJobs,
    GenerationKeeping,
    GenerationObserver,
    GenerationQueueRepository,
    GenerationReader,
    GenerationRepository,
    GenerationRun,
    GenerationService,
    GenerationWatch,
    GenerationWorker,
    IdempotencyRepository,
  ],
  exports: [ConversationRepository, GenerationReader, GenerationRepository, GenerationService],
})
export class GenerationModule {}
