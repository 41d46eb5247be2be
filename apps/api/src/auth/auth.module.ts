import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AccessTokenGuard } from './access-token.guard';
import { AccessTokenStrategy } from './access-token.strategy';
import { AccountsService } from './accounts.service';
import { AttemptLimits } from './attempt-limits';
import { AttemptRepository } from './attempt.repository';
import { AuthController } from './auth.controller';
import { HashGate } from './hash-gate';
import { KnownDevices } from './known-devices';
import { LiveSessions } from './live-sessions';
import { MediaCookieGuard } from './media-cookie.guard';
import { MediaCookieStrategy } from './media-cookie.strategy';
import { Passwords } from './passwords';
import { RefreshTokenRepository } from './refresh-token.repository';
import { RefreshTokens } from './refresh-tokens';
import { RememberedTokens } from './remembered-tokens';
import { SameOriginGuard } from './same-origin.guard';
import { SessionCookies } from './session-cookies';
import { SessionRepository } from './session.repository';
import { SessionSweep } from './session-sweep';
import { SessionWatch } from './session-watch';
import { WatchedSessionRepository } from './watched-session.repository';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';
import { SignInService } from './sign-in.service';
import { SignOutGuard } from './sign-out.guard';
import { SignOutTokens } from './sign-out-tokens';
import { Tokens } from './tokens';
import { UserRepository } from './user.repository';

/** Who is calling: accounts, sessions, tokens. */
@Module({
  imports: [JwtModule.register({})],
  controllers: [AuthController, SessionsController],
  providers: [
    AccountsService, SignInService, SessionsService, UserRepository, SessionRepository, RefreshTokenRepository, RefreshTokens, SessionSweep, HashGate, Passwords, AttemptRepository, AttemptLimits, KnownDevices,
    Tokens, SignOutTokens, LiveSessions, SessionWatch, WatchedSessionRepository, RememberedTokens, SessionCookies,
    AccessTokenStrategy, AccessTokenGuard, MediaCookieStrategy, MediaCookieGuard, SameOriginGuard, SignOutGuard,
  ],
  exports: [AccessTokenGuard, LiveSessions, MediaCookieGuard, SessionCookies, SessionWatch],
})
export class AuthModule {}
