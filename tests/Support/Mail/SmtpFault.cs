namespace ClsPortal.Support;

/// <summary>What can go wrong at the server, as the portal would meet it.</summary>
public enum SmtpFault
{
    None,

    /// <summary>The server greets with 421 and hangs up.</summary>
    Unavailable,

    /// <summary>A recipient is refused for ever (550).</summary>
    RecipientRefused,

    /// <summary>A recipient is refused for now (450), as servers do that know the sender not yet.</summary>
    RecipientDeferred,

    /// <summary>The message is refused for now after DATA (451): it was not taken and must be sent again.</summary>
    MessageDeferred,

    /// <summary>The message is refused for ever after DATA (554).</summary>
    MessageRefused,

    /// <summary>
    /// The message is taken and the connection breaks before the sender hears so: the sender cannot know, will send
    /// again, and the second copy must be recognisable as the same message.
    /// </summary>
    DroppedAfterAcceptance,
}
