using System.Diagnostics;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Shared;

/// <summary>First in the pipeline: one line per message with its name, its outcome and its time. Never its content.</summary>
internal sealed partial class LogBehavior<TRequest, TResponse>(ILogger<LogBehavior<TRequest, TResponse>> logger) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var trace = Telemetry.Traces.StartActivity(typeof(TRequest).Name);
        var started = Stopwatch.GetTimestamp();
        var outcome = await next();
        var duration = Stopwatch.GetElapsedTime(started);
        var word = outcome.IsRefused ? outcome.FirstRefusalCode : "done";
        trace?.SetTag("outcome", word);
        Telemetry.Handled(typeof(TRequest).Name, word, duration);
        Handled(typeof(TRequest).Name, word, duration.TotalMilliseconds);
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} {Outcome} in {Milliseconds:0.0} ms")]
    private partial void Handled(string message, string outcome, double milliseconds);
}

/// <summary>
/// Default deny. Whoever may not send a message is told what they would be told if nothing were there; who may, but signed in with a
/// password alone where that is not enough, is told how to mend it: for health everywhere, for all of staff's work by <see cref="SignInPolicy"/>.
/// </summary>
internal sealed partial class AuthoriseBehavior<TRequest, TResponse>(ICurrentUser user, ILogger<AuthoriseBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!TRequest.Access.Admits(user))
        {
            if (TRequest.Access.WouldAdmit(user))
            {
                return Task.FromResult(TResponse.Refuse([Refusal.Of(user.Hold)]));
            }

            // Screens offer nobody what is not theirs: whoever comes here guessed an address, or lost a role while the page was open.
            Denied(typeof(TRequest).Name, user.UserId, user.Roles);
            return Task.FromResult(TResponse.Refuse([Refusal.NotFound]));
        }

        return TRequest.Access.NeedsSecondFactor && !user.HasSecondFactor ? Task.FromResult(TResponse.Refuse([Refusal.SecondFactorNeeded])) : next();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} denied to login {UserId} with roles {Roles}")]
    private partial void Denied(string message, Guid userId, Roles roles);
}

/// <summary>Tells all that is wrong with what was typed, field by field.</summary>
internal sealed class ValidateBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<Refusal> refusals =
        [
            .. validators
                .SelectMany(validator => validator.Validate(request).Errors)
                .Select(error => new Refusal("Invalid", error.ErrorMessage, error.PropertyName)),
        ];
        return refusals.Count == 0 ? next() : Task.FromResult(TResponse.Refuse(refusals));
    }
}

/// <summary>Last in the pipeline, for commands only.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(ITransactions transactions) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage, ICommandMarker
    where TResponse : class, IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        await transactions.RunAsync(_ => next(), cancellationToken) ?? TResponse.Refuse([Refusal.Busy]);
}
