using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;
using System.Xml;
using System.Xml.Linq;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>The contract as far as the portal speaks it: one body goes, one comes.</summary>
[ServiceContract(Namespace = PayFipService.Namespace)]
internal interface IPayFipContract
{
    // The service knows its operations by the body's first element and has no SOAP actions.
    [OperationContract(Action = "*", ReplyAction = "*")]
    Task<Message> CallAsync(Message request);
}

/// <summary>A fault that PayFiP declares: <c>FonctionnelleErreur</c> says something about the question, the others about the service.</summary>
internal sealed class PayFipFaultException(string kind, string code) : Exception($"PayFiP answered {kind} {code}")
{
    public const string Functional = "FonctionnelleErreur";

    public string Code => code;

    public bool IsFunctional => kind == Functional;
}

/// <summary>Speaks SOAP 1.1 with the payment service, whose elements are named, not qualified.</summary>
internal sealed class PayFipService : IAsyncDisposable
{
    public const string Namespace = "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";
    private const int LongestAnswer = 64 * 1024;
    private readonly ChannelFactory<IPayFipContract> _channels;

    public PayFipService(PayFipSettings settings)
    {
        var binding = new BasicHttpBinding(settings.ServiceUrl.Scheme == Uri.UriSchemeHttps ? BasicHttpSecurityMode.Transport : BasicHttpSecurityMode.None)
        {
            OpenTimeout = settings.Timeout,
            SendTimeout = settings.Timeout,
            ReceiveTimeout = settings.Timeout,
            CloseTimeout = settings.Timeout,
            MaxReceivedMessageSize = LongestAnswer,
        };
        _channels = new ChannelFactory<IPayFipContract>(binding, new EndpointAddress(settings.ServiceUrl));
        _channels.Endpoint.EndpointBehaviors.Add(new NoRedirects());
    }

    /// <returns>The fields of the answer by their names.</returns>
    /// <exception cref="PayFipFaultException">The service declared a fault.</exception>
    public async Task<IReadOnlyDictionary<string, string>> CallAsync(string operation, IEnumerable<(string Name, string Value)> fields)
    {
        var body = new XElement(XName.Get(operation, Namespace), new XElement("arg0", fields.Select(field => new XElement(field.Name, field.Value))));
        using var request = Message.CreateMessage(MessageVersion.Soap11, "", body.CreateReader());
        var contract = _channels.CreateChannel();
        var channel = (IClientChannel)contract;
        try
        {
            using var reply = await contract.CallAsync(request);
            var answer = reply.IsFault ? throw FaultOf(reply) : ReadBody(reply);
            channel.Close();
            return answer;
        }
        finally
        {
            // Nothing after a close; after a fault or a time-out a close would throw once more.
            channel.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channels.Abort();
        await ValueTask.CompletedTask;
    }

    // By local name: the service puts the fields of some answers into a namespace and of others not.
    private static Dictionary<string, string> ReadBody(Message reply)
    {
        using var reader = reply.GetReaderAtBodyContents();
        reader.MoveToContent();
        var root = (XElement)XNode.ReadFrom(reader);
        return root.Descendants()
            .Where(element => !element.HasElements)
            .GroupBy(element => element.Name.LocalName, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Value.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    private static PayFipFaultException FaultOf(Message reply)
    {
        var fault = MessageFault.CreateFault(reply, LongestAnswer);
        if (!fault.HasDetail)
        {
            return new PayFipFaultException("Fault", fault.Code.Name);
        }

        using XmlReader reader = fault.GetReaderAtDetailContents();
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            return new PayFipFaultException("Fault", fault.Code.Name);
        }

        var detail = (XElement)XNode.ReadFrom(reader);
        var code = detail.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "code")?.Value.Trim();
        return new PayFipFaultException(detail.Name.LocalName, code is { Length: > 0 and <= 20 } ? code : "inconnu");
    }
}

/// <summary>A redirect would carry the question somewhere else, and the answer that is believed would come from there.</summary>
internal sealed class NoRedirects : IEndpointBehavior
{
    public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection bindingParameters) =>
        bindingParameters.Add(
            new Func<HttpClientHandler, HttpMessageHandler>(handler =>
            {
                handler.AllowAutoRedirect = false;
                return handler;
            })
        );

    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime clientRuntime) { }

    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher endpointDispatcher) { }

    public void Validate(ServiceEndpoint endpoint) { }
}
