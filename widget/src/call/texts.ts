/** The words of a call. They come with it, not with the widget. */

export interface CallTexts {
  readonly title: string;
  readonly before: (agent: string, organization: string) => string;
  readonly recorded: string;
  readonly microphone: string;
  readonly start: string;
  readonly again: string;
  readonly back: string;
  readonly opening: string;
  readonly talking: string;
  readonly speak: string;
  readonly log: string;
  readonly agent: string;
  readonly you: string;
  readonly mute: string;
  readonly unmute: string;
  readonly say: string;
  readonly send: string;
  readonly hangUp: string;
  readonly failed: string;
  readonly refused: string;
  readonly endings: Readonly<Record<"you" | "over" | "agent" | "silence" | "too_long" | "transferred" | "stopped" | "failed" | "lost", string>>;
}

const en: CallTexts = {
  title: "Call",
  before: (agent, organization) => `You are about to speak with ${agent}, an AI assistant of ${organization}.`,
  recorded: "What is said may be recorded and written down.",
  microphone: "Your browser will ask for the microphone. It is used for this call only.",
  start: "Start the call",
  again: "Call again",
  back: "Back to the chat",
  opening: "Opening the line…",
  talking: "On the line",
  speak: "You are connected. Go ahead and speak.",
  log: "What is said",
  agent: "Assistant",
  you: "You",
  mute: "Mute the microphone",
  unmute: "Unmute the microphone",
  say: "Say something",
  send: "Send",
  hangUp: "Hang up",
  failed: "The call could not be connected. Write a message instead, or try again.",
  refused: "The microphone was not allowed. Allow it for this page in your browser, then call again.",
  endings: {
    you: "You hung up.",
    over: "The call is over.",
    agent: "The assistant said goodbye and hung up.",
    silence: "Nothing was said for a while, so the call ended.",
    too_long: "The longest time for a call was over.",
    transferred: "The call cannot be passed on from here. Please call us by phone.",
    stopped: "The call was ended.",
    failed: "The call could not go on. Write a message instead.",
    lost: "The connection was cut.",
  },
};

const es: CallTexts = {
  title: "Llamada",
  before: (agent, organization) => `Va a hablar con ${agent}, un asistente de IA de ${organization}.`,
  recorded: "Lo que se diga puede grabarse y quedar por escrito.",
  microphone: "El navegador le pedirá el micrófono. Se usa solo para esta llamada.",
  start: "Empezar la llamada",
  again: "Llamar otra vez",
  back: "Volver al chat",
  opening: "Abriendo la línea…",
  talking: "En línea",
  speak: "Ya hay línea. Puede hablar.",
  log: "Lo que se dice",
  agent: "Asistente",
  you: "Usted",
  mute: "Silenciar el micrófono",
  unmute: "Activar el micrófono",
  say: "Diga algo",
  send: "Enviar",
  hangUp: "Colgar",
  failed: "No se pudo conectar la llamada. Escriba un mensaje o inténtelo otra vez.",
  refused: "No se permitió el micrófono. Permítalo para esta página en el navegador y vuelva a llamar.",
  endings: {
    you: "Ha colgado.",
    over: "La llamada ha terminado.",
    agent: "El asistente se ha despedido y ha colgado.",
    silence: "No se dijo nada durante un rato y la llamada terminó.",
    too_long: "Se alcanzó la duración máxima de una llamada.",
    transferred: "Desde aquí no se puede pasar la llamada. Llámenos por teléfono, por favor.",
    stopped: "La llamada se cortó.",
    failed: "La llamada no pudo seguir. Escriba un mensaje.",
    lost: "Se perdió la conexión.",
  },
};

const pt: CallTexts = {
  title: "Chamada",
  before: (agent, organization) => `Vai falar com ${agent}, um assistente de IA de ${organization}.`,
  recorded: "O que for dito pode ser gravado e passado a escrito.",
  microphone: "O navegador vai pedir o microfone. Só é usado nesta chamada.",
  start: "Iniciar a chamada",
  again: "Ligar de novo",
  back: "Voltar ao chat",
  opening: "A abrir a linha…",
  talking: "Em linha",
  speak: "Já há linha. Pode falar.",
  log: "O que se diz",
  agent: "Assistente",
  you: "Você",
  mute: "Silenciar o microfone",
  unmute: "Ativar o microfone",
  say: "Diga algo",
  send: "Enviar",
  hangUp: "Desligar",
  failed: "Não foi possível ligar a chamada. Escreva uma mensagem ou tente outra vez.",
  refused: "O microfone não foi permitido. Permita-o para esta página no navegador e ligue de novo.",
  endings: {
    you: "Desligou.",
    over: "A chamada terminou.",
    agent: "O assistente despediu-se e desligou.",
    silence: "Nada foi dito durante algum tempo e a chamada terminou.",
    too_long: "Chegou-se à duração máxima de uma chamada.",
    transferred: "Daqui não é possível passar a chamada. Ligue-nos por telefone, por favor.",
    stopped: "A chamada foi terminada.",
    failed: "A chamada não pôde continuar. Escreva uma mensagem.",
    lost: "A ligação foi cortada.",
  },
};

const LANGUAGES: Readonly<Record<string, CallTexts>> = { en, es, pt };

export const callTexts = (language: string): CallTexts => LANGUAGES[language] ?? en;
