import { Module } from '@nestjs/common';
import { GenerationModule } from '../generation/generation.module';
import { ImagesModule } from '../images/images.module';
import { ConversationsController } from './conversations.controller';
import { ConversationsService } from './conversations.service';

@Module({ imports: [GenerationModule, ImagesModule], controllers: [ConversationsController], providers: [ConversationsService] })
export class ConversationsModule {}
