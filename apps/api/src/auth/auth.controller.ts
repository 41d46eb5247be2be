import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ChangePassword, Login, Register, Session, SignOutLater, User } from '@vitrine/contracts';
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
  @Operation({
    id: 'register',
    summary: 'Make an account and sign in',
    description: 'Answers with an access token and sets the refresh and media cookies, as signing in does. The address is canonical afterwards: trimmed, in lower case, its domain in ASCII.',
    tag: 'accounts',
    status: 201,
    answers: Session,
    headers: ['Location', 'Set-Cookie'],
    limited: true,
    problems: ['forbidden', 'email-taken', 'server-busy', ...OF_BODIES],
    security: [],
  })
  register(@Body({ schema: Register }) body: Register, @CurrentVisitor() visitor: Visitor, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.register(body, visitor, { request, response });
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @Operation({
    id: 'login',
    summary: 'Sign in',
    description: 'Answers with an access token, to be sent as `Authorization: Bearer`, and sets the refresh and media cookies. An unknown address and a wrong password are answered alike.',
    tag: 'accounts',
    answers: Session,
    headers: ['Set-Cookie'],
    limited: true,
    problems: ['unauthenticated', 'server-busy', ...OF_BODIES],
    security: [],
  })
  login(@Body({ schema: Login }) body: Login, @CurrentVisitor() visitor: Visitor, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.login(body, visitor, { request, response });
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @UseGuards(SameOriginGuard)
  @Operation({
    id: 'refresh',
    summary: 'Exchange the refresh cookie for new tokens',
    description: 'For browsers: the refresh cookie is exchanged for a new one, with a new access token. Send an empty body as `application/json`. A cookie that was used before ends its session.',
    tag: 'accounts',
    answers: Session,
    headers: ['Set-Cookie'],
    problems: ['forbidden', ...OF_BODIES],
    security: ['refresh-cookie'],
  })
  refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.refresh(request, response);
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  @UseGuards(SameOriginGuard, SignOutGuard)
  @Operation({
    id: 'logout',
    summary: 'End this session and clear what the browser keeps of it',
    description: 'Ends the session of the refresh cookie or of the bearer token, and empties both cookies.',
    tag: 'accounts',
    status: 204,
    headers: ['Set-Cookie', 'Clear-Site-Data'],
    problems: ['forbidden', ...OF_BODIES],
    security: ['bearer', 'refresh-cookie'],
  })
  logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.signing.logout(request, response);
  }

  @Post('logout/later')
  @HttpCode(204)
  @Public()
  @UseGuards(SameOriginGuard)
  @Operation({
    id: 'logoutLater',
    summary: 'End the session of a sign-out token',
    description: 'For a sign-out that could not be sent when it was asked for. A session that is over already is fine. Cookies are cleared only if they are of that session.',
    tag: 'accounts',
    status: 204,
    headers: ['Set-Cookie', 'Clear-Site-Data'],
    problems: ['forbidden', ...OF_BODIES],
    security: [],
  })
  logoutLater(@Body({ schema: SignOutLater }) body: SignOutLater, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.signing.logoutLater(body, { request, response });
  }

  @Get('me')
  @Policy('account:read')
  @Operation({
    id: 'getMe',
    summary: 'The account that is signed in',
    description: 'The account that the access token or the session belongs to.',
    tag: 'accounts',
    answers: User,
  })
  me(@CurrentUser() caller: Caller): Promise<User> {
    return this.accounts.me(caller);
  }

  @Post('password')
  @HttpCode(200)
  @Policy('account:change')
  @Operation({
    id: 'changePassword',
    summary: 'Change the password; every session ends, and a new one begins',
    description: 'Needs the current password. Every session of the account ends, the one that asks as well: the answer holds the access token of a new one and sets its cookies, as signing in does.',
    tag: 'accounts',
    answers: Session,
    headers: ['Set-Cookie'],
    limited: true,
    problems: ['server-busy', ...OF_BODIES],
  })
  changePassword(@Body({ schema: ChangePassword }) body: ChangePassword, @CurrentUser() caller: Caller, @CurrentVisitor() visitor: Visitor, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.signing.changePassword(body, caller, visitor, { request, response });
  }
}
