using ClsPortal.Application.Shared;
using MediatR;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>What a screen sent, and was refused, field by field.</summary>
internal sealed record Refused(Type Message, IReadOnlyList<Refusal> Refusals);

/// <summary>While it is on, whatever writes is refused with a sentence for each field that the use case may refuse; what reads is answered.</summary>
internal sealed class RefusalSwitch
{
    public bool IsOn { get; set; }

    /// <summary>Previews are refused as well.</summary>
    public bool AlsoReads { get; set; }

    public List<Refused> Sent { get; } = [];

    /// <summary>What is answered in a use case's stead, for what the demonstration does not hold.</summary>
    public Dictionary<Type, object> Answers { get; } = [];
}

/// <summary>Stands before the real use cases.</summary>
internal sealed class RefusingMediator(IMediator inner, RefusalSwitch refusing, IServiceProvider services) : IMediator
{
    // They write down who read, and are sent when a page is opened.
    private static readonly string[] Readers = ["OpenConversation", "OpenFamilyConversation"];

    public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        if (refusing.Answers.GetValueOrDefault(request.GetType()) is TResponse answer)
        {
            return Task.FromResult(answer);
        }

        if (!refusing.IsOn || RefusalsOf(request) is not { } refusals)
        {
            return inner.Send(request, cancellationToken);
        }

        refusing.Sent.Add(new Refused(request.GetType(), refusals));
        var refuse = typeof(TResponse).GetMethod("Refuse", [typeof(IReadOnlyList<Refusal>)])!;
        return Task.FromResult((TResponse)refuse.Invoke(null, [refusals])!);
    }

    public Task Send(IRequest request, CancellationToken cancellationToken = default) => inner.Send(request, cancellationToken);

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => inner.Publish(notification, cancellationToken);

    private IReadOnlyList<Refusal>? RefusalsOf(object message)
    {
        var fields = RefusableFields.Of(message, services);
        var name = message.GetType().Name;
        var isRefused = message is ICommandMarker or IExchangeMarker
            ? !Readers.Contains(name)
            : refusing.AlsoReads && refusing.Sent.Count == 0 && fields.Count > 0;
        return isRefused
            ? [new Refusal("No", $"Refus de {name}."), .. fields.Select(field => new Refusal("Invalid", $"Refus de {name}, {field}.", field))]
            : null;
    }
}
