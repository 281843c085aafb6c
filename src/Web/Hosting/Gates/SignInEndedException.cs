namespace ClsPortal.Web.Hosting;

/// <summary>
/// The sign-in behind a page is over: nothing was read or done. A cancellation, which components pass over in silence, for the page is on its
/// way to the sign-in already.
/// </summary>
public sealed class SignInEndedException : OperationCanceledException
{
    public SignInEndedException()
        : base("The sign-in has ended.") { }

    public SignInEndedException(string message)
        : base(message) { }

    public SignInEndedException(string message, Exception innerException)
        : base(message, innerException) { }
}
