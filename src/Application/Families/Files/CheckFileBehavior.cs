using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using MediatR;

namespace ClsPortal.Application.Families;

/// <summary>A message with a file that is to be kept. Its file is checked before the transaction begins: others do not wait for it.</summary>
public interface IBringsFile
{
    /// <summary>Null where the message brings none this time.</summary>
    IncomingFile? File { get; }
}

/// <summary>What the pipeline has checked of the running message.</summary>
internal sealed class CheckedFiles
{
    private readonly Dictionary<IncomingFile, InspectedFile> _files = new(ReferenceEqualityComparer.Instance);

    public void Put(IncomingFile incoming, InspectedFile file) => _files.Add(incoming, file);

    /// <exception cref="InvalidOperationException">The message does not say that it brings a file.</exception>
    public InspectedFile Take(IncomingFile incoming) =>
        _files.Remove(incoming, out var file) ? file : throw new InvalidOperationException($"A file was not checked: its message is no {nameof(IBringsFile)}.");
}

/// <summary>Lets nothing into a handler that may not be kept.</summary>
internal sealed class CheckFileBehavior<TRequest, TResponse>(
    IFamiliesDb db,
    ICurrentUser user,
    CentreClock clock,
    FileLimits limits,
    IFileInspector inspector,
    CheckedFiles files,
    ITransactions transactions
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage, IBringsFile
    where TResponse : class, IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request.File is not { } incoming)
        {
            return await next();
        }

        if (incoming.Content.Length > limits.MaxBytes)
        {
            return TResponse.Refuse([FileRefusals.TooBig(limits)]);
        }

        var outcome = await inspector.InspectAsync(incoming.Content, cancellationToken);
        if (outcome.IsRefused)
        {
            await RecordAsync(outcome.Refusal, cancellationToken);
            return TResponse.Refuse(outcome.Refusals);
        }

        files.Put(incoming, outcome.Value);
        return await next();
    }

    /// <summary>A virus is told of in the journal; whose device it came from has to be helped.</summary>
    private async Task RecordAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.Code == FileRefusals.Infected.Code)
        {
            await transactions.RunAsync<Outcome<Done>>(
                async token =>
                {
                    db.AuditEntries.Add(
                        AuditEntry.Record(
                            clock.Now,
                            user.UserId,
                            user.DisplayName,
                            "file.infected",
                            typeof(TRequest).Name,
                            user.FamilyId == 0 ? null : user.FamilyId
                        )
                    );
                    await db.SaveChangesAsync(token);
                    return Done.It;
                },
                cancellationToken
            );
        }
    }
}
