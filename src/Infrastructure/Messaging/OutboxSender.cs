using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace ClsPortal.Infrastructure.Messaging;

/// <param name="Sent">How many mails left.</param>
/// <param name="ServerFailed">The mail server could not be used at all: what is due stays due.</param>
public sealed record OutboxRound(int Sent, bool ServerFailed);

/// <summary>
/// Sends what is due, one mail at a time. A mail is claimed by pushing its next attempt ahead, so that of several copies of the
/// portal one takes it, and a copy that dies gives it back by itself. Sent at least once; the Message-Id tells a repeat.
/// </summary>
public sealed partial class OutboxSender(PortalDbContext db, CentreClock clock, SmtpSettings settings, MailRenderer renderer, ILogger<OutboxSender> logger)
{
    private const int Batch = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    // Well below the lease: whoever claims a mail after it must be alone with it.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(2);

    // A message half handed over is better finished than sent twice; the host waits 30 s.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    private readonly MailComposer _composer = new(settings, renderer);

    /// <summary>Tries the mails that are due, at most once each, and stops when the server cannot be used.</summary>
    public async Task<OutboxRound> SendDueAsync(CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        var sent = 0;
        using var smtp = new SmtpClient();
        foreach (var mail in due)
        {
            var claim = clock.Now + Lease;
            if (!await ClaimAsync(mail, claim, cancellationToken))
            {
                continue;
            }

            var failure = await TrySendAsync(smtp, mail, claim, cancellationToken);
            sent += failure is null ? 1 : 0;
            if (failure is { Kind: MailFailureKind.Server })
            {
                return new OutboxRound(sent, ServerFailed: true);
            }
        }

        await LeaveAsync(smtp, quit: true);
        return new OutboxRound(sent, ServerFailed: false);
    }

    private async Task<List<OutboxMessage>> DueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.Now;
            var due = await db
                .OutboxMessages.AsNoTracking()
                .Where(mail => mail.Status == OutboxStatus.Waiting && mail.NextAttemptAt <= now)
                .OrderBy(mail => mail.NextAttemptAt)
                .ThenBy(mail => mail.Id)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            var shared = due.FindAll(mail => mail.Recipients.Contains(',', StringComparison.Ordinal));
            if (shared.Count == 0)
            {
                return due;
            }

            foreach (var mail in shared)
            {
                await PartAsync(mail, cancellationToken);
            }
        }
    }

    /// <summary>One row for each address: none of them reads the other's, and each is accounted for by itself.</summary>
    private async Task PartAsync(OutboxMessage mail, CancellationToken cancellationToken)
    {
        var addresses = mail
            .Recipients.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .DefaultIfEmpty("")
            .ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Another copy may have parted or claimed it since it was read.
        var parted = await db
            .OutboxMessages.Where(row =>
                row.Id == mail.Id && row.Recipients == mail.Recipients && row.Status == OutboxStatus.Waiting && row.NextAttemptAt == mail.NextAttemptAt
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Recipients, addresses[0]), cancellationToken);
        if (parted == 1)
        {
            db.OutboxMessages.AddRange(addresses.Skip(1).Select(mail.For));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task<bool> ClaimAsync(OutboxMessage mail, DateTime claim, CancellationToken cancellationToken) =>
        await db
            .OutboxMessages.Where(row => row.Id == mail.Id && row.Status == OutboxStatus.Waiting && row.NextAttemptAt == mail.NextAttemptAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, claim), cancellationToken) == 1;

    /// <returns>Null when the mail left.</returns>
    private async Task<MailFailure?> TrySendAsync(SmtpClient smtp, OutboxMessage mail, DateTime claim, CancellationToken stopping)
    {
        using var attempt = new CancellationTokenSource(LongestAttempt);
        await using var farewell = stopping.Register(() => attempt.CancelAfter(LongestFarewell));
        try
        {
            if (await ComposeAsync(mail) is not { } message)
            {
                return await MarkFailedAsync(mail, claim, MailFailure.NotComposed);
            }

            if (message.To.Count == 0)
            {
                return await MarkFailedAsync(mail, claim, MailFailure.NoAddress);
            }

            var failure = await ConnectAsync(smtp, attempt.Token, stopping) ?? await HandOverAsync(smtp, message, attempt.Token);
            if (failure is null)
            {
                await MarkSentAsync(mail);
                return null;
            }

            await LeaveAsync(smtp, quit: false);
            stopping.ThrowIfCancellationRequested();
            return await MarkFailedAsync(mail, claim, failure);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ReleaseAsync(mail, claim);
            throw;
        }
    }

    private async Task<MimeMessage?> ComposeAsync(OutboxMessage mail)
    {
        try
        {
            return await _composer.ComposeAsync(mail, await db.MailTexts.AsNoTracking().SingleOrDefaultAsync(text => text.Template == mail.Template));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The exception's message may hold a piece of the model.
            NotComposed(mail.Id, mail.Template, exception.GetType().Name);
            return null;
        }
    }

    private async Task<MailFailure?> ConnectAsync(SmtpClient smtp, CancellationToken attempt, CancellationToken stopping)
    {
        if (smtp.IsConnected)
        {
            return null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(attempt, stopping);
        try
        {
            await smtp.ConnectAsync(settings.Host, settings.Port, settings.Security, either.Token);
            if (settings.User is { Length: > 0 } user)
            {
                await smtp.AuthenticateAsync(user, settings.Password ?? "", either.Token);
            }

            return null;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            return MailFailure.OfConnection(exception);
        }
    }

    private static async Task<MailFailure?> HandOverAsync(SmtpClient smtp, MimeMessage message, CancellationToken attempt)
    {
        try
        {
            await smtp.SendAsync(message, attempt);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return MailFailure.OfMessage(exception);
        }
    }

    private Task MarkSentAsync(OutboxMessage mail)
    {
        // Links and names have done their work: the row keeps that a mail was sent, not what it said.
        var sentAt = clock.Now;
        return db
            .OutboxMessages.Where(row => row.Id == mail.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, OutboxStatus.Sent)
                        .SetProperty(row => row.SentAt, sentAt)
                        .SetProperty(row => row.Model, "{}")
                        .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                        .SetProperty(row => row.LastError, (string?)null),
                CancellationToken.None
            );
    }

    private async Task<MailFailure> MarkFailedAsync(OutboxMessage mail, DateTime claim, MailFailure failure)
    {
        var isServer = failure.Kind == MailFailureKind.Server;
        var attempts = mail.Attempts + (isServer ? 0 : 1);
        var givesUp = failure.Kind == MailFailureKind.ForGood || attempts > Delays.Length;
        var now = clock.Now;
        var next = givesUp || isServer ? now : now + Delays[attempts - 1];
        await Claimed(mail, claim)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, givesUp ? OutboxStatus.GivenUp : OutboxStatus.Waiting)
                        .SetProperty(row => row.Attempts, attempts)
                        .SetProperty(row => row.NextAttemptAt, next)
                        .SetProperty(row => row.LastError, failure.Reason),
                CancellationToken.None
            );
        if (isServer)
        {
            // All that is due waits for the same reason, and staff are to read it on each.
            await db
                .OutboxMessages.Where(row => row.Status == OutboxStatus.Waiting && row.NextAttemptAt <= now && row.LastError != failure.Reason)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastError, failure.Reason), CancellationToken.None);
        }

        NotSent(mail.Id, attempts, failure.Reason);
        return failure;
    }

    private Task ReleaseAsync(OutboxMessage mail, DateTime claim)
    {
        var now = clock.Now;
        return Claimed(mail, claim).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now), CancellationToken.None);
    }

    /// <summary>The row while it is still ours: after the lease another copy may have sent it.</summary>
    private IQueryable<OutboxMessage> Claimed(OutboxMessage mail, DateTime claim) =>
        db.OutboxMessages.Where(row => row.Id == mail.Id && row.Status == OutboxStatus.Waiting && row.NextAttemptAt == claim);

    private static async Task LeaveAsync(SmtpClient smtp, bool quit)
    {
        if (!smtp.IsConnected)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(LongestFarewell);
            await smtp.DisconnectAsync(quit, limit.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What was sent is sent; a server that does not say goodbye changes nothing.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailId} not sent at attempt {Attempt}: {Reason}")]
    private partial void NotSent(Guid mailId, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {MailId} could not be composed from template {Template}: {Exception}")]
    private partial void NotComposed(Guid mailId, string template, string exception);
}
