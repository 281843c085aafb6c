namespace ClsPortal.Support;

/// <summary>The portal ended the circuit, or is gone.</summary>
public sealed class CircuitEndedException : Exception
{
    public CircuitEndedException() { }

    public CircuitEndedException(string message)
        : base(message) { }

    public CircuitEndedException(string message, Exception innerException)
        : base(message, innerException) { }
}
