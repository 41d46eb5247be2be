import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ChangePassword, Login, Register, Session, User } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy, Public } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { AccountsService } from './accounts.service';
import { SameOriginGuard } from './same-origin.guard';
import { SignOutGuard } from './sign-out.guard';
import { SignInService } from './sign-in.service';
import { CurrentVisitor, type Visitor } from './visitor.decorator';

/** What a route that reads a body can answer. */
const OF_BODIES = ['payload-too-large', 'unsupported-media-type'] as const;

@Controller('auth')
export class AuthController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly signing: SignInService,
  ) {}

  @Post('register')
  @HttpCode(201)
  @Public()
  @Operation({ id: 'register', summary: 'Make an account and sign in', tag: 'accounts', status: 201, answers: Session, problems: ['forbidden', 'email-taken', 'server-busy', ...OF_BODIES], security: [] })
  register(@Body({ schema: Register }) body: Register, @CurrentVisitor() visitor: Visitor, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.register(body, visitor, { request, response });
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @Operation({ id: 'login', summary: 'Sign in', tag: 'accounts', answers: Session, problems: ['unauthenticated', 'server-busy', ...OF_BODIES], security: [] })
  login(@Body({ schema: Login }) body: Login, @CurrentVisitor() visitor: Visitor, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.login(body, visitor, { request, response });
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @UseGuards(SameOriginGuard)
  @Operation({ id: 'refresh', summary: 'Exchange the refresh cookie for new tokens', tag: 'accounts', answers: Session, problems: ['forbidden', ...OF_BODIES], security: ['refresh-cookie'] })
  refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.refresh(request, response);
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  @UseGuards(SameOriginGuard, SignOutGuard)
  @Operation({ id: 'logout', summary: 'End this session and clear what the browser keeps of it', tag: 'accounts', status: 204, problems: ['forbidden', ...OF_BODIES], security: ['bearer', 'refresh-cookie'] })
  logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.signing.logout(request, response);
  }

  @Get('me')
  @Policy('account:read')
  @Operation({ id: 'getMe', summary: 'The account that is signed in', tag: 'accounts', answers: User })
  me(@CurrentUser() caller: Caller): Promise<User> {
    return this.accounts.me(caller);
  }

  @Post('password')
  @HttpCode(204)
  @Policy('account:change')
  @Operation({ id: 'changePassword', summary: 'Change the password; every other session ends', tag: 'accounts', status: 204, problems: ['server-busy', ...OF_BODIES] })
  changePassword(@Body({ schema: ChangePassword }) body: ChangePassword, @CurrentUser() caller: Caller): Promise<void> {
    return this.accounts.changePassword(caller, body);
  }
}
