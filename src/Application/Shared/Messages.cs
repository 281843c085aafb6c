using MediatR;

namespace ClsPortal.Application.Shared;

/// <summary>A use case's request. The one place that knows MediatR's own interfaces.</summary>
public interface IMessage
{
    /// <summary>Who may send it.</summary>
    static abstract Permission Access { get; }
}

/// <summary>Reads; never writes.</summary>
public interface IQuery<TResult> : IRequest<Outcome<TResult>>, IMessage;

/// <summary>Writes, in one transaction with retry.</summary>
public interface ICommand<TResult> : IRequest<Outcome<TResult>>, IMessage, ICommandMarker;

/// <summary>Speaks with another system between transactions of its own, so that nothing is locked while that one thinks.</summary>
public interface IExchange<TResult> : IRequest<Outcome<TResult>>, IMessage, IExchangeMarker;

/// <summary>Lets the pipeline recognise commands.</summary>
public interface ICommandMarker;

/// <summary>Lets the pipeline recognise exchanges.</summary>
public interface IExchangeMarker;

internal interface IQueryHandler<in TQuery, TResult> : IRequestHandler<TQuery, Outcome<TResult>>
    where TQuery : IQuery<TResult>;

internal interface ICommandHandler<in TCommand, TResult> : IRequestHandler<TCommand, Outcome<TResult>>
    where TCommand : ICommand<TResult>;

internal interface IExchangeHandler<in TExchange, TResult> : IRequestHandler<TExchange, Outcome<TResult>>
    where TExchange : IExchange<TResult>;
