namespace ClsPortal.Support;

/// <summary>The portal did not come up; the message holds what it wrote.</summary>
public sealed class PortalNotReadyException : Exception
{
    public PortalNotReadyException() { }

    public PortalNotReadyException(string message)
        : base(message) { }

    public PortalNotReadyException(string message, Exception innerException)
        : base(message, innerException) { }
}
