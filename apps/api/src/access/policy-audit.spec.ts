import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { Controller, Get, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { PolicyAudit } from './policy-audit';
import { Policy, Public } from './policy.decorator';

@Controller('good')
class GoodController {
  @Get()
  @Public()
  open(): string {
    return 'open';
  }

  @Get('guarded')
  @Policy('image:list')
  guarded(): string {
    return this.helper();
  }

  helper(): string {
    return 'no handler';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  unmarked(): string {
    return 'unmarked';
  }
}

@Controller('torn')
class TornController {
  @Get()
  @Public()
  @Policy('image:list')
  both(): string {
    return 'both';
  }
}

@Controller('heir')
class HeirController extends ForgottenController {}

describe('the audit of policies', () => {
  const start = async (...controllers: Type[]) => {
    const module = await Test.createTestingModule({ imports: [DiscoveryModule], controllers, providers: [PolicyAudit] }).compile();
    await module.init();
  };

  it('lets an application start whose every handler says who may call it', async () => {
    await expect(start(GoodController)).resolves.toBeUndefined();
  });

  it('stops the start for a handler that says nothing, and names it', async () => {
    await expect(start(GoodController, ForgottenController)).rejects.toThrow(/: ForgottenController\.unmarked$/);
  });

  it('stops the start for a handler that says two things', async () => {
    await expect(start(TornController)).rejects.toThrow(/TornController\.both/);
  });

  it('stops the start for a handler that was inherited', async () => {
    await expect(start(HeirController)).rejects.toThrow(/HeirController\.unmarked/);
  });
});
